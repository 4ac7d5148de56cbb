"""The summary as the page shows it: each row and number opens the list of exactly what it counts, each cell a panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from reports.summary.cell_html import Place, cell_html, words
from reports.summary.columns import Column, Group, groups_of, mark_apart
from reports.summary.figures import FIGURES
from reports.summary.rows import Row
from reports.summary.table import MUNICIPALITY, SummaryTable

#: The figures that a cell shows as links.
LINKED = ("total", "accepted", "overdue")
# The register's word after a municipality's own name; a phone has no room for it.
_DISTRICT = " район"


@dataclass(frozen=True, slots=True)
class Line:
    """One row, the address of the list behind it, and its cells as markup; ``name`` + ``rest`` is what it is called."""

    row: Row
    url: str
    cells: SafeString
    name: str
    rest: str = ""


class Shown:
    """Lines of a table whose links keep what narrows it: ``kept`` are the list parameters in force.

    ``page`` are the parameters of the page itself, for addresses of panels; ``opened`` names the cell whose panel is
    open, as (directive, row).
    """

    def __init__(
        self,
        table: SummaryTable,
        kept: Mapping[str, list[str]],
        *,
        under_depth: int | None = None,
        page: Mapping[str, list[str]] | None = None,
        opened: tuple[int, str] | None = None,
    ) -> None:
        self._table, self._words, self._tasks = table, words(percent=table.percent), reverse("tasks")
        self._kept = {name: values for name, values in kept.items() if name != "directive"}
        self._kept = {"resolution": [str(table.resolution.pk)], **self._kept}
        # Who looks at one school only: the list of its row must not grow to the municipality.
        self._keeps_under = under_depth is not None and under_depth > table.resolution.issuer.depth + 1
        self._panel = escape(f"?{urlencode([*_pairs(page or {}), ('cell', '')])}")
        self._opened = opened
        pairs = [pair for row in table.own_rows for pair in zip(table.columns, row.cells, strict=True)]
        self.columns = mark_apart(table.columns, {column.directive for column, cell in pairs if cell.total})
        self.groups: list[Group] = groups_of(self.columns)

    # Made when asked for: a panel alone needs none of the lines.
    @cached_property
    def own(self) -> list[Line]:
        return [self._line(row) for row in self._table.own_rows]

    @cached_property
    def shared(self) -> list[Line]:
        return [self._line(row) for row in self._table.shared_rows]

    @cached_property
    def total(self) -> Line:
        return self._line(self._table.total)

    @property
    def headings(self) -> list[tuple[Column, str]]:
        return [(column, self._look(at, column)) for at, column in enumerate(self.columns)]

    def lists_of(self, row: Row, directive: int | None = None) -> dict[str, str]:
        """The address of the list behind each linked figure of a whole row, or of one of its cells."""
        where = {} if self._keeps_under and "under" in row.where else row.where
        where = where | ({} if directive is None else {"directive": str(directive)})
        return {name: self._list(where | dict(FIGURES[name].where)) for name in LINKED}

    def _look(self, at: int, column: Column) -> str:
        """A column of single executors shows shapes, in the middle."""
        single = all(row.cells[at].total <= 1 for row in self._table.rows)
        looks = {"group-start": column.starts, "apart": column.apart, "one": single}
        return " ".join(name for name, given in looks.items() if given)

    def _list(self, where: Mapping[str, str]) -> str:
        parameters = self._kept | {name: [value] for name, value in where.items()}
        return f"{self._tasks}?{urlencode(parameters, doseq=True)}"

    def _line(self, row: Row) -> Line:
        lists = self.lists_of(row)
        place = Place(
            lists={name: escape(url) for name, url in lists.items()},
            panel=self._panel,
            key=quote(row.key),
            name=escape(row.name),
            opened=self._opened[0] if self._opened and self._opened[1] == row.key else None,
        )
        pairs = zip(self.columns, row.cells, strict=True)
        cells = "".join(cell_html(column, cell, place, self._words) for column, cell in pairs)
        name = row.name.removesuffix(_DISTRICT) if self._table.group_by == MUNICIPALITY else row.name
        return Line(row, lists["total"], mark_safe(cells), name, row.name[len(name) :])


def _pairs(parameters: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in parameters.items() for value in values]
