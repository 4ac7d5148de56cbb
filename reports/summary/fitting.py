"""A table cut down to the columns that say something."""

from __future__ import annotations

from dataclasses import replace

from reports.summary.columns import kept
from reports.summary.rows import Row
from reports.summary.table import SummaryTable


def without_empty_columns(table: SummaryTable) -> SummaryTable:
    """The table without directives that count no task; with none left it stays as it is."""
    stays = [bool(cell.total) for cell in table.total.cells]
    if all(stays) or not any(stays):
        return table
    directives = {column.directive for column, stay in zip(table.columns, stays, strict=True) if stay}
    return replace(
        table,
        columns=kept(table.columns, directives),
        rows=[_cut(row, stays) for row in table.rows],
        total=_cut(table.total, stays),
    )


def _cut(row: Row, stays: list[bool]) -> Row:
    return replace(row, cells=[cell for cell, stay in zip(row.cells, stays, strict=True) if stay])
