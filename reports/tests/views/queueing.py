"""Many schools of the cast's district, each with one report that waits."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from organizations.models import Organization, Role, User
from organizations.services.people import grant
from organizations.services.registry import create_organization
from organizations.tests.cast import LONG_AGO
from reports.tests.drafting import sent
from resolution_portal import clock
from tasks.models import Task
from tasks.services.publishing import publish


def schools(cast: SimpleNamespace, document: SimpleNamespace, count: int, items: tuple[str, ...] = ("4.1",)) -> None:
    """``count`` schools, each with a person of its own and a report sent on each of the items."""
    for number in range(count):
        school = _school(cast.vyazma, cast.school5.kind, f"Школа {count}-{number}")
        person = User.objects.create_user(f"{count}-{number}@portal.example", last_name="Я", first_name="Я")
        grant(user=person, organization=school, role=Role.EXECUTOR, since=LONG_AGO)
    publish(resolution=document.resolution, key=f"more-{count}", stamp=clock.now())
    for task in Task.objects.filter(
        organization__short_name__startswith=f"Школа {count}-", directive__number__in=items
    ):
        sent(task, User.objects.get(memberships__organization=task.organization))


def _school(parent: Organization, kind: Any, name: str) -> Organization:
    return create_organization(kind=kind, parent=parent, name=name, short_name=name, opened_on=LONG_AGO)
