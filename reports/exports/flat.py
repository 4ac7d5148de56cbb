"""The table as plain columns, the same for every format: headings and, for each row, text and numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.summary import titles
from reports.summary.figures import Cell
from reports.summary.rows import Row
from reports.summary.table import ORGANIZATION, SummaryTable

# The figures of a directive, in the order of their columns; a cell that is not addressed leaves them empty.
_COUNTS = ("accepted", "total", "overdue")
_SHARES = ("percent", "overdue")
ROW_FIGURES = ("total", "accepted", "on_time", "overdue")


def name_headings(table: SummaryTable) -> list[str]:
    """What the first columns are called."""
    if table.group_by == ORGANIZATION:
        return [_("Организация"), _("Муниципальное образование")]
    return [titles.first_column(table)]


def names(table: SummaryTable, row: Row) -> list[str]:
    """What stands in the first columns."""
    return [row.name, row.above] if table.group_by == ORGANIZATION else [row.name]


def row_headings() -> list[str]:
    """What the sums of a row are called."""
    return [_("Всего"), _("Исполнено"), _("В срок"), _("Просрочено"), _("Исполнено, %")]


def cell_figures(table: SummaryTable) -> tuple[str, ...]:
    """Which numbers a directive has: counts, or the share."""
    return _SHARES if table.percent else _COUNTS


def cell_headings(table: SummaryTable) -> list[str]:
    """What the numbers of a directive are called."""
    words = {
        "accepted": _("исполнено"),
        "total": _("всего"),
        "overdue": _("просрочено"),
        "percent": _("исполнено, %"),
    }
    return [words[name] for name in cell_figures(table)]


def row_numbers(row: Row) -> list[int]:
    """The sums of a row, without the percentage."""
    return [getattr(row.sum, name) for name in ROW_FIGURES]


def cell_numbers(table: SummaryTable, cell: Cell) -> list[int | None]:
    """The numbers of a directive."""
    return [getattr(cell, name) if cell.total else None for name in cell_figures(table)]
