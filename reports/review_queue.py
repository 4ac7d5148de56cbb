"""The reviewer's queue: who waits, the longest first, each organization's reports together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import F, Min, Prefetch, QuerySet, Window

from organizations.models import Organization, User
from organizations.permissions import Reach
from reports.models import ProgressReport
from resolution_portal import clock
from resolution_portal.workdays.days import add_working_days, working_days_between
from tasks.models import Event, Status, Task
from tasks.permissions import RULES, to_review
from tasks.querysets import TaskQuerySet
from tasks.transitions import RETURN_WORKING_DAYS


@dataclass(frozen=True)
class Block:
    """One report that waits: how many working days, what was said of the one before, by when a return is mended."""

    task: Task
    report: ProgressReport | None
    waits: int
    mend_by: date
    remark: Event | None


@dataclass(frozen=True)
class Group:
    """What waits from one organization, on this page."""

    organization: Organization
    blocks: list[Block] = field(default_factory=list)

    @property
    def waits(self) -> int:
        return max(block.waits for block in self.blocks)


def waiting(user: User, reach: Reach, *, others: bool = False) -> TaskQuerySet:
    """Tasks that wait for this person; with ``others`` those that they may review but somebody nearer does."""
    visible: TaskQuerySet = Task.objects.visible_to(user)
    if not others:
        return visible.filter(to_review(reach))
    return visible.filter(RULES["reviewer"].rows(reach), status=Status.SUBMITTED).exclude(to_review(reach))


def in_order(tasks: TaskQuerySet) -> QuerySet[Task]:
    """By organization, the one that has waited longest first; within it in the document's order."""
    first = Window(Min("submitted_at"), partition_by=["organization"])
    return tasks.annotate(organization_waits_since=first).order_by(
        "organization_waits_since",
        "organization_id",
        "resolution_id",
        "directive__section__position",
        "directive__position",
        "id",
    )


def groups(ids: list[int]) -> list[Group]:
    """The tasks of a page with all that is needed to decide, in five queries however many."""
    tasks = Task.objects.filter(pk__in=ids).select_related(
        "directive", "organization__parent", "checkpoint", "resolution", "submitted_by"
    )
    sent = ProgressReport.objects.filter(number=F("task__report_number"), state=ProgressReport.State.SUBMITTED)
    sent = sent.select_related("author").prefetch_related("evidence__file")
    found = {task.pk: task for task in tasks.prefetch_related(Prefetch("reports", sent, to_attr="under_review"))}
    remarks = _remarks(ids)
    blocks = [_block(found[pk], remarks.get(pk)) for pk in ids if pk in found]
    by_organization = groupby(blocks, key=lambda block: block.task.organization)
    return [Group(organization, list(members)) for organization, members in by_organization]


def organizations_of(tasks: TaskQuerySet) -> list[tuple[int, str]]:
    """Those to choose from in the filter."""
    rows = tasks.order_by("organization__sort_key").values_list("organization", "organization__short_name")
    return list(dict.fromkeys(rows))


def directives_of(tasks: TaskQuerySet) -> list[tuple[int, str]]:
    """Items to choose from in the filter, in the document's order."""
    order = ("resolution", "directive__section__position", "directive__position")
    rows = tasks.order_by(*order).values_list("directive", "directive__number", "directive__title")
    return [(pk, f"{number} {title}".strip()) for pk, number, title in dict.fromkeys(rows)]


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
