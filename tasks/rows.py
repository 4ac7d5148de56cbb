"""What a list shows of a task: read for a page of ids in two queries, however many rows, without making models."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from organizations.models import Membership, Role
from organizations.permissions import Reach
from resolution_portal import clock
from resolution_portal.components.dates import day
from tasks.models import Status, Task

_OWED = frozenset(Status.owed())
_OWN = ("pk", "version", "status", "due_on", "first_due_on", "submitted_on", "on_time", "changed_at")
_NAME = ("last_name", "first_name", "patronymic")
_SHOWN = (
    *_OWN,
    *("directive__number", "directive__title", "directive__text"),
    *("organization", "organization__short_name"),
    *("organization__parent", "organization__parent__short_name", "organization__parent__parent"),
    *("responsible", *(f"responsible__{name}" for name in _NAME)),
)


class Name(NamedTuple):
    """A person as far as a row names them."""

    last_name: str
    first_name: str
    patronymic: str


@dataclass(frozen=True, slots=True)
class Row:
    """One task with what is said of it; ``over`` is the municipality, for those who see several."""

    pk: int
    version: int
    status: str
    due_on: date
    first_due_on: date
    submitted_on: date | None
    on_time: bool | None
    changed_at: datetime
    number: str
    title: str
    organization: str
    over: str
    answers: Name | None

    @property
    def is_overdue(self) -> bool:
        return self.status in _OWED and self.due_on < clock.today()


def rows_of(ids: Collection[int], reach: Reach) -> list[Row]:
    """The tasks in the order of their ids."""
    found = {values["pk"]: values for values in Task.objects.filter(pk__in=ids).order_by().values(*_SHOWN)}
    executors = _executors({values["organization"] for values in found.values() if not values["responsible"]})
    own = {place.organization_id for place in reach.places}
    return [_row(found[pk], executors, own) for pk in ids if pk in found]


def due_words(task: Task | Row) -> str | None:
    """What stands under the date; None while a report is owed: then the days that are left say it."""
    if task.status in _OWED:
        return None
    if task.status == Status.WITHDRAWN or task.submitted_on is None:
        return ""
    if task.on_time is False:
        return _("сдано %(day)s, позже срока") % {"day": day(task.submitted_on)}
    return _("сдано %(day)s") % {"day": day(task.submitted_on)}


def is_late(task: Task | Row) -> bool:
    """Overdue, or handed in late."""
    late_report = task.on_time is False and task.status in (Status.SUBMITTED, Status.ACCEPTED)
    return task.is_overdue or late_report


def _executors(organizations: Iterable[int]) -> dict[int, Name]:
    """The longest serving executor of each."""
    live = Membership.objects.live().filter(role=Role.EXECUTOR, organization__in=organizations)
    names = live.order_by("-id").values_list("organization", *(f"user__{name}" for name in _NAME))
    return {organization: Name(*name) for organization, *name in names}


def _row(values: dict[str, Any], executors: dict[int, Name], own: Collection[int]) -> Row:
    answers = executors.get(values["organization"])
    if values["responsible"]:
        answers = Name(*(values[f"responsible__{name}"] for name in _NAME))
    above = values["organization__parent"] not in own and values["organization"] not in own
    own_columns = {name: values[name] for name in _OWN}
    return Row(
        **own_columns,
        number=values["directive__number"],
        title=values["directive__title"] or values["directive__text"],
        organization=values["organization__short_name"],
        # The top of the tree says nothing: everybody stands below it.
        over=values["organization__parent__short_name"] if above and values["organization__parent__parent"] else "",
        answers=answers,
    )
