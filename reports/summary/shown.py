"""The summary as the page shows it: each row and number opens the list of exactly what it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from reports.summary.cell_html import cell_html, words
from reports.summary.columns import Column
from reports.summary.figures import FIGURES
from reports.summary.rows import Row
from reports.summary.table import SummaryTable

#: The figures that a cell shows as links.
LINKED = ("total", "accepted", "overdue")


@dataclass(frozen=True, slots=True)
class Line:
    """One row, the address of the list behind it, and its cells as markup."""

    row: Row
    url: str
    cells: SafeString


class Shown:
    """Lines of a table whose links keep what narrows it: ``kept`` are the list parameters in force."""

    def __init__(self, table: SummaryTable, kept: Mapping[str, list[str]], *, under_depth: int | None = None) -> None:
        self._table, self._words, self._tasks = table, words(), reverse("tasks")
        self._kept = {name: values for name, values in kept.items() if name != "directive"}
        self._kept = {"resolution": [str(table.resolution.pk)], **self._kept}
        # Who looks at one school only: the list of its row must not grow to the municipality.
        self._keeps_under = under_depth is not None and under_depth > table.resolution.issuer.depth + 1
        self.own = [self._line(row) for row in table.own_rows]
        self.shared = [self._line(row) for row in table.shared_rows]
        self.total = self._line(table.total)
        self.headings = [(column, self._look(at, column)) for at, column in enumerate(table.columns)]

    def lists_of(self, row: Row) -> dict[str, str]:
        """The address of the list behind each linked figure of a whole row."""
        where = {} if self._keeps_under and "under" in row.where else row.where
        return {name: self._list(where | dict(FIGURES[name].where)) for name in LINKED}

    def _look(self, at: int, column: Column) -> str:
        """A column of single executors shows shapes, in the middle."""
        single = all(row.cells[at].total <= 1 for row in self._table.rows)
        return ("group-start " if column.starts else "") + ("one" if single else "")

    def _list(self, where: Mapping[str, str]) -> str:
        parameters = self._kept | {name: [value] for name, value in where.items()}
        return f"{self._tasks}?{urlencode(parameters, doseq=True)}"

    def _line(self, row: Row) -> Line:
        lists = self.lists_of(row)
        escaped = {name: escape(url) for name, url in lists.items()}
        pairs = zip(self._table.columns, row.cells, strict=True)
        cells = "".join(cell_html(column, cell, escaped, self._words) for column, cell in pairs)
        return Line(row, lists["total"], mark_safe(cells))
