"""The reviewer's queue: who waits, the longest first; by organization or by item, one group opened at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Prefetch, QuerySet

from organizations.models import Organization, User
from organizations.permissions import Reach
from reports.models import ProgressReport
from resolution_portal import clock
from resolution_portal.workdays.days import add_working_days, working_days_between
from tasks.models import Directive, Event, Status, Task
from tasks.permissions import RULES, to_review
from tasks.querysets import TaskQuerySet
from tasks.transitions import RETURN_WORKING_DAYS

#: What the queue is grouped by: the address's word and the task's column.
GROUPINGS = {"organization": "organization", "item": "directive"}
_ITEM_ORDER = ("resolution", "directive__section__position", "directive__position")


@dataclass(frozen=True)
class Line:
    """One group of the queue: an organization or an item, how many reports, how many working days they wait."""

    key: int
    about: Organization | Directive
    count: int
    waits: int


@dataclass(frozen=True)
class Block:
    """One report that waits: how many working days, what was said of the one before, by when a return is mended."""

    task: Task
    report: ProgressReport | None
    waits: int
    mend_by: date
    remark: Event | None


def waiting(user: User, reach: Reach, *, others: bool = False) -> TaskQuerySet:
    """Tasks that wait for this person; with ``others`` those that they may review but somebody nearer does."""
    visible: TaskQuerySet = Task.objects.visible_to(user)
    if not others:
        return visible.filter(to_review(reach))
    return visible.filter(RULES["reviewer"].rows(reach), status=Status.SUBMITTED).exclude(to_review(reach))


def lines(tasks: TaskQuerySet, *, by: str) -> list[Line]:
    """The groups: organizations by who has waited longest, items in the document's order; two queries."""
    column, today = GROUPINGS[by], clock.today()
    order = _ITEM_ORDER if by == "item" else ("since",)
    rows = tasks.order_by().values_list(column).annotate(Count("pk"), Min("submitted_on"), since=Min("submitted_at"))
    found = list(rows.order_by(*order, column))
    about = _about(by, [row[0] for row in found])
    return [Line(key, about[key], count, working_days_between(on or today, today)) for key, count, on, _at in found]


def opened(queue: list[Line], *wanted: str) -> Line | None:
    """The first of the wanted groups that still waits, else the one that has waited longest."""
    by_key = {str(line.key): line for line in queue}
    return next((by_key[key] for key in wanted if key in by_key), queue[0] if queue else None)


def following(queue: list[Line], line: Line | None) -> Line | None:
    """Which group opens when everything of this one is decided."""
    if line is None or len(queue) < 2:
        return None
    return queue[(queue.index(line) + 1) % len(queue)]


def of_line(tasks: TaskQuerySet, line: Line, *, by: str) -> QuerySet[Task]:
    """The reports of one group: an organization's in the document's order, an item's by who has waited longest."""
    order = ("submitted_at", "id") if by == "item" else (*_ITEM_ORDER, "id")
    return tasks.filter(**{GROUPINGS[by]: line.key}).order_by(*order)


def blocks(ids: list[int]) -> list[Block]:
    """The tasks of a page with all that is needed to decide, in five queries however many."""
    tasks = Task.objects.filter(pk__in=ids).select_related(
        "directive", "organization__parent", "checkpoint", "resolution", "submitted_by"
    )
    sent = ProgressReport.objects.filter(number=F("task__report_number"), state=ProgressReport.State.SUBMITTED)
    sent = sent.select_related("author").prefetch_related("evidence__file")
    found = {task.pk: task for task in tasks.prefetch_related(Prefetch("reports", sent, to_attr="under_review"))}
    remarks = _remarks(ids)
    return [_block(found[pk], remarks.get(pk)) for pk in ids if pk in found]


def decided_today(user: User, line: Line, *, by: str) -> list[Event]:
    """What this person accepted or returned in the group today and nobody changed since."""
    morning = clock.now().astimezone(clock.MOSCOW).replace(hour=0, minute=0, second=0, microsecond=0)
    events = Event.objects.filter(
        by=user, at__gte=morning, action__in=["accept", "return"], task_version=F("task__version")
    )
    return list(events.filter(**{f"task__{GROUPINGS[by]}": line.key}).select_related(*_TASK).order_by("at", "id"))


def organizations_of(tasks: TaskQuerySet) -> list[tuple[int, str]]:
    """Those to choose from in the filter."""
    rows = tasks.order_by("organization__sort_key").values_list("organization", "organization__short_name")
    return list(dict.fromkeys(rows))


def directives_of(tasks: TaskQuerySet) -> list[tuple[int, str]]:
    """Items to choose from in the filter, in the document's order."""
    rows = tasks.order_by(*_ITEM_ORDER).values_list("directive", "directive__number", "directive__title")
    return [(pk, f"{number} {title}".strip()) for pk, number, title in dict.fromkeys(rows)]


_TASK = ("task__directive", "task__organization")


def _about(by: str, keys: list[int]) -> dict[int, Organization] | dict[int, Directive]:
    if by == "item":
        return Directive.objects.in_bulk(keys)
    return Organization.objects.select_related("parent").in_bulk(keys)


def _block(task: Task, remark: Event | None) -> Block:
    today = clock.today()
    reports: list[ProgressReport] = getattr(task, "under_review", [])
    return Block(
        task=task,
        report=reports[0] if reports else None,
        waits=working_days_between(task.submitted_on or today, today),
        mend_by=max(task.due_on, add_working_days(today, RETURN_WORKING_DAYS)),
        remark=remark,
    )


def _remarks(ids: Iterable[int]) -> dict[int, Event]:
    """The last return of each task that was returned before."""
    returns = Event.objects.filter(task__in=ids, action="return").select_related("by").order_by("at", "id")
    return {event.task_id: event for event in returns}
