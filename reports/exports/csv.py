"""The table as CSV that opens in a Russian Excel: UTF-8 with BOM, «;», one header line, CRLF."""

from __future__ import annotations

import csv
import io
from typing import IO

from reports.exports import flat
from reports.summary.rows import Row
from reports.summary.table import SummaryTable
from resolution_portal.downloads import plain


def write(table: SummaryTable, into: IO[bytes]) -> None:
    """Write the header, the rows and the total."""
    text = io.TextIOWrapper(into, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow([plain(heading) for heading in _headings(table)])
    for row in [*table.rows, table.total]:
        lines.writerow(_line(table, row))
    text.detach()


def _headings(table: SummaryTable) -> list[str]:
    cells = [f"{column.number} {words}" for column in table.columns for words in flat.cell_headings(table)]
    return [*flat.name_headings(table), *flat.row_headings(), *cells]


def _line(table: SummaryTable, row: Row) -> list[str | int | None]:
    names = [plain(name) for name in flat.names(table, row)]
    cells = [number for cell in row.cells for number in flat.cell_numbers(table, cell)]
    return [*names, *flat.row_numbers(row), row.sum.percent if row.sum.total else None, *cells]
