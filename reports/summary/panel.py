"""What stands behind one cell of the summary: its organizations, those without a report first, and whom to call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, Value, When

from organizations.models import User
from reports import missing
from reports.models import ProgressReport
from reports.summary.columns import Column
from reports.summary.figures import Cell
from reports.summary.rows import Row
from reports.summary.table import SummaryTable
from tasks.filters import in_shared_row
from tasks.models import Status, Task
from tasks.querysets import TaskQuerySet
from tasks.rows import due_words, is_late

#: Organizations of one part that a panel names; the list behind it has them all.
LONGEST = 50
# Whoever has sent nothing needs a call first, what waits for a reviewer last.
_WAITING = (Status.NEW, Status.RETURNED, Status.IN_PROGRESS, Status.SUBMITTED)


@dataclass(frozen=True)
class Item:
    """One organization's task: who answers for it, and its report as it stands (its id), when there is one to see."""

    task: Task
    people: list[User]
    report: int | None

    @property
    def due_words(self) -> str | None:
        return due_words(self.task)

    @property
    def is_late(self) -> bool:
        return is_late(self.task)


@dataclass(frozen=True)
class Part:
    """Items of some statuses, the first of ``total``."""

    items: list[Item]
    total: int

    @property
    def is_cut(self) -> bool:
        return len(self.items) < self.total


@dataclass(frozen=True)
class Panel:
    """The cell and what is behind it; ``chat`` names those who owe a report, for a message to them."""

    column: Column
    row: Row
    cell: Cell
    waiting: Part
    accepted: Part
    withdrawn: Part
    chat: str

    @property
    def name(self) -> tuple[int, str]:
        return self.column.directive, self.row.key


def found(table: SummaryTable, asked: str) -> tuple[Column, Row, Cell] | None:
    """The cell named «directive:row» in an address; None when the table has no such cell, or an empty one."""
    directive, colon, key = asked.partition(":")
    row = next((row for row in (*table.rows, table.total) if row.key == key), None)
    if row is None or not colon:
        return None
    pairs = zip(table.columns, row.cells, strict=True)
    return next(((c, row, cell) for c, cell in pairs if str(c.directive) == directive and cell.total), None)


def panel_of(table: SummaryTable, asked: str, *, user: User, url: str) -> Panel | None:
    """The panel of a cell; five queries however many organizations. ``url`` is the portal's, for the chat."""
    if (named := found(table, asked)) is None:
        return None
    column, row, cell = named
    tasks = table.tasks.filter(directive=column.directive).filter(_counted(table, row))
    parts = [
        _first(tasks, _WAITING),
        _first(tasks, (Status.ACCEPTED,)) if cell.accepted else [],
        _first(tasks, (Status.WITHDRAWN,)) if cell.withdrawn else [],
    ]
    every = [task for part in parts for task in part]
    people = missing.executors_of({task.organization_id for task in every if not task.responsible_id})
    reports = _reports(every, user)
    waiting, accepted, withdrawn = (
        [Item(task, missing.people_of([task], people[task.organization_id]), reports.get(task.pk)) for task in part]
        for part in parts
    )
    open_number = cell.total - cell.accepted - cell.withdrawn
    return Panel(
        column,
        row,
        cell,
        Part(waiting, open_number),
        Part(accepted, cell.accepted),
        Part(withdrawn, cell.withdrawn),
        _chat([task for task in parts[0] if task.status in Status.owed()], url),
    )


def _counted(table: SummaryTable, row: Row) -> Q:
    """The tasks of a row, as ``Row.where`` names them to a list."""
    if row.group:
        return in_shared_row(row.group, table.resolution.issuer.depth)
    if row.organization is None:
        return Q()
    if row.alone:
        return Q(organization=row.organization)
    return Q(**{f"level_{table.resolution.issuer.depth + 1}": row.organization})


def _first(tasks: TaskQuerySet, statuses: Sequence[Status]) -> list[Task]:
    place = Case(*(When(status=status, then=Value(at)) for at, status in enumerate(statuses)))
    named = tasks.filter(status__in=statuses).select_related("organization", "directive", "responsible")
    return list(named.order_by(place, "due_on", "organization__sort_key", "pk")[:LONGEST])


def _reports(tasks: list[Task], user: User) -> dict[int, int]:
    """The report of each task's current number, of those that this person may read."""
    sent = ProgressReport.objects.visible_to(user).filter(
        task__in=[task.pk for task in tasks if task.report_number],
        number=F("task__report_number"),
        state=ProgressReport.State.SUBMITTED,
    )
    return dict(sent.values_list("task", "pk"))


def _chat(owed: list[Task], url: str) -> str:
    """A paragraph a date."""
    by_date: dict[date, list[missing.Debtor]] = defaultdict(list)
    for task in owed:
        by_date[task.due_on].append(missing.Debtor(task.organization, [task], is_all=False))
    return "\n\n".join(missing.chat_words(by_date[day], due_on=day, url=url) for day in sorted(by_date))
