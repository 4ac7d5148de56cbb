"""The columns that a narrow screen shows as a list: what the regional level itself has to do, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.summary.columns import Column
from reports.summary.table import SummaryTable
from tasks.models import Task

_LONGEST = 60


@dataclass(frozen=True)
class RegionalLine:
    """One item of one organization."""

    column: Column
    task: Task


def regional_lines(table: SummaryTable, columns: Sequence[Column]) -> list[RegionalLine]:
    """The tasks of the columns that stand apart, in the columns' order: one query, none without such columns."""
    apart = {column.directive: column for column in columns if column.apart}
    if not apart:
        return []
    tasks = table.tasks.filter(directive__in=apart).select_related("organization")
    ordered = tasks.order_by("directive__section__position", "directive__position", "organization__sort_key", "pk")
    return [RegionalLine(apart[task.directive_id], task) for task in ordered[:_LONGEST]]
