"""A region whose every item is due on one day, built in the environment of a portal that is to run.

Each school has five people, each of them is responsible for five of its items; nobody has been reminded yet.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from organizations.models import Kind, Membership, Organization, Role, User
from organizations.services.registry import create_organization, create_organizations
from resolution_portal import clock
from resolution_portal.workdays.days import add_working_days, is_working_day, previous_working_day
from tasks.models import Addressee, Directive, QuietRange, Resolution, Section, Task
from tasks.services import morning
from tasks.services.publishing import publish
from tasks.services.schedule import add_checkpoint

TASKS_EACH = 5
_STAFF = 5
_LONG_AGO = date(2020, 9, 1)


def build(*, people: int) -> None:
    """Fill the database, and put down the day's job as beat does at eight."""
    due_on = _day()
    yesterday = datetime.combine(previous_working_day(due_on - timedelta(days=1)), time(17), tzinfo=clock.MOSCOW)
    with transaction.atomic():
        QuietRange.objects.all().delete()
        region = _region()
        schools = _schools(region, people // _STAFF)
        resolution = _document(region, due_on, yesterday)
    publish(resolution=resolution, key="proof", stamp=yesterday)
    with transaction.atomic():  # after publishing, which else would tell them all of it by a letter
        _share_out(_staff(schools))
    put_down()


def put_down() -> None:
    """The day's job, or the next one when each attempt of it was lost."""
    morning.start(now=datetime.combine(_day(), morning.HOUR, tzinfo=clock.MOSCOW))


def _day() -> date:
    """Today, or the next working day: nothing goes on a day off."""
    today = clock.today()
    return today if is_working_day(today) else add_working_days(today, 1)


def _region() -> Organization:
    kind = Kind.objects.order_by("position")[0]
    return create_organization(
        kind=kind, parent=None, name="Департамент", short_name="Департамент", opened_on=_LONG_AGO
    )


def _schools(region: Organization, count: int) -> list[Organization]:
    kind = Kind.objects.order_by("position")[3]
    return create_organizations(
        [
            Organization(kind=kind, parent=region, name=f"Школа № {n}", short_name=f"СШ № {n}", opened_on=_LONG_AGO)
            for n in range(1, count + 1)
        ]
    )


def _staff(schools: list[Organization]) -> dict[int, list[User]]:
    found = {school.pk: [_person(school, number) for number in range(_STAFF)] for school in schools}
    Membership.objects.bulk_create(
        Membership(user=user, organization_id=school, role=Role.EXECUTOR, since=_LONG_AGO)
        for school, users in found.items()
        for user in users
    )
    return found


def _person(school: Organization, number: int) -> User:
    return User.objects.create_user(
        f"person-{school.pk}-{number}@school.example", last_name="Иванова", first_name="Елена"
    )


def _document(issuer: Organization, due_on: date, stamp: datetime) -> Resolution:
    resolution = Resolution.objects.create(
        issuer=issuer, doc_kind="резолюция", title="О воспитании", adopted_on=_LONG_AGO, created_at=stamp
    )
    section = Section.objects.create(resolution=resolution, position=1, heading="Школам")
    kind = Kind.objects.order_by("position")[3]
    for number in range(1, _STAFF * TASKS_EACH + 1):
        directive = Directive.objects.create(
            resolution=resolution,
            section=section,
            position=number,
            number=f"1.{number}",
            title=f"Пункт 1.{number}",
            text=f"обеспечить выполнение пункта 1.{number}",
        )
        Addressee.objects.create(directive=directive, text="Школам", kind=kind)
        add_checkpoint(directive=directive, planned_on=due_on)
    return resolution


def _share_out(staff: dict[int, list[User]]) -> None:
    for school, users in staff.items():
        for number, user in enumerate(users):
            positions = range(number + 1, _STAFF * TASKS_EACH + 1, _STAFF)
            Task.objects.filter(organization=school, directive__position__in=positions).update(responsible=user)
