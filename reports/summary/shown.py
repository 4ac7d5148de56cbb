"""The summary as the page shows it: look, bar and links of every cell; each number opens the list of what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from reports.summary.columns import Column
from reports.summary.figures import FIGURES, Cell
from reports.summary.rows import Row
from reports.summary.table import SummaryTable
from resolution_portal.components.bars import Segment, segments

#: The figures that a cell shows as links.
LINKED = ("total", "accepted", "overdue")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell with its links (empty: the number is nought) and its bar."""

    directive: int
    cell: Cell
    look: str
    total_url: str
    accepted_url: str
    overdue_url: str
    bar: list[Segment]


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its links."""

    row: Row
    url: str
    overdue_url: str
    cells: list[ShownCell]


class Shown:
    """Lines of a table whose links keep what narrows it: ``kept`` are the list parameters in force."""

    def __init__(self, table: SummaryTable, kept: Mapping[str, list[str]], *, under_depth: int | None = None) -> None:
        self._table = table
        self._kept = {"resolution": [str(table.resolution.pk)], **kept}
        # A person who looks at one school only: its row's list must not grow to the municipality.
        self._keeps_under = under_depth is not None and under_depth > table.resolution.issuer.depth + 1
        self.own = [self._line(row) for row in table.own_rows]
        self.shared = [self._line(row) for row in table.shared_rows]
        self.total = self._line(table.total)

    def lists_of(self, row: Row) -> dict[str, str]:
        """The address of the list behind each linked figure of a whole row."""
        where = row.where
        if self._keeps_under and "under" in where:
            where = {}
        base = reverse("tasks")
        return {name: f"{base}?{_query(self._kept, where, FIGURES[name].where)}" for name in LINKED}

    def _line(self, row: Row) -> Line:
        lists = self.lists_of(row)
        pairs = zip(self._table.columns, row.cells, strict=True)
        cells = [_shown(column, cell, lists) for column, cell in pairs]
        return Line(row, lists["total"], lists["overdue"], cells)


def _shown(column: Column, cell: Cell, lists: Mapping[str, str]) -> ShownCell:
    links = {name: f"{lists[name]}&directive={column.directive}" if getattr(cell, name) else "" for name in LINKED}
    several = cell.total > 1
    return ShownCell(
        column.directive,
        cell,
        " ".join(_look(column, cell)),
        links["total"],
        links["accepted"],
        links["overdue"],
        segments(cell.total, {"done": cell.accepted, "late": cell.overdue}) if several else [],
    )


def _look(column: Column, cell: Cell) -> Iterable[str]:
    if column.starts:
        yield "group-start"
    if not cell.total:
        yield "none"
    elif cell.total == 1:
        yield "one"
    elif cell.total == cell.accepted:
        yield "all"
    if cell.overdue:
        yield "has-late"


def _query(kept: Mapping[str, list[str]], *wheres: Mapping[str, str]) -> str:
    parameters: dict[str, list[str]] = {name: values for name, values in kept.items() if name != "directive"}
    for where in wheres:
        parameters |= {name: [value] for name, value in where.items()}
    return urlencode(parameters, doseq=True)
