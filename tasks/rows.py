"""What a list shows of a task: loaded for a page of ids in two queries, however many rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from organizations.models import Membership, Organization, Role, User
from organizations.permissions import Reach
from resolution_portal.components.dates import day
from tasks.models import Status, Task

# The columns that a row needs: a passport is long, and a page has fifty.
_SHOWN = (
    *("status", "version", "due_on", "first_due_on", "submitted_on", "on_time", "changed_at"),
    *("directive__number", "directive__title", "directive__text"),
    *("organization__short_name", "organization__parent__short_name", "organization__parent__parent"),
)


@dataclass(frozen=True)
class Row:
    """One task with what is said of it; ``over`` is the municipality, for those who see several."""

    task: Task
    over: Organization | None
    answers: User | None
    words: str | None
    late: bool


def rows_of(ids: Collection[int], reach: Reach) -> list[Row]:
    """The tasks in the order of their ids."""
    executors = Membership.objects.live().filter(role=Role.EXECUTOR).select_related("user").order_by("id")
    named = executors.only("organization", *_name_of("user"))
    tasks = (
        Task.objects.filter(pk__in=ids)
        .select_related("directive", "organization__parent", "responsible")
        .only(*_SHOWN, *_name_of("responsible"))
        .prefetch_related(Prefetch("organization__memberships", named, to_attr="executors"))
    )
    found = {task.pk: task for task in tasks}
    own = {place.organization_id for place in reach.places}
    return [_row(found[pk], own) for pk in ids if pk in found]


def due_words(task: Task) -> str | None:
    """What stands under the date; None while a report is owed: then the days that are left say it."""
    if task.status in Status.owed():
        return None
    if task.status == Status.WITHDRAWN or task.submitted_on is None:
        return ""
    if task.on_time is False:
        return _("сдано %(day)s, позже срока") % {"day": day(task.submitted_on)}
    return _("сдано %(day)s") % {"day": day(task.submitted_on)}


def is_late(task: Task) -> bool:
    """Overdue, or handed in late."""
    late_report = task.on_time is False and task.status in (Status.SUBMITTED, Status.ACCEPTED)
    return task.is_overdue or late_report


def _row(task: Task, own: Collection[int]) -> Row:
    organization = task.organization
    over = organization.parent if organization.parent_id not in own and organization.pk not in own else None
    executors: list[Membership] = getattr(organization, "executors", [])
    answers = task.responsible or (executors[0].user if executors else None)
    return Row(task, over if over and over.parent_id else None, answers, due_words(task), is_late(task))


def _name_of(person: str) -> tuple[str, ...]:
    return tuple(f"{person}__{name}" for name in ("last_name", "first_name", "patronymic"))
