"""The summary as a workbook: the table as shown, and the list of tasks behind it; written row by row."""

from __future__ import annotations

from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from reports.exports import listing, table_sheet
from reports.exports.cells import cut
from reports.summary import titles
from reports.summary.table import SummaryTable
from resolution_portal import clock

_PROPERTY = 255  # characters that a spreadsheet program shows of a property


def write(table: SummaryTable, into: IO[bytes]) -> None:
    """Write both sheets; memory does not grow with rows."""
    book = xlsxwriter.Workbook(into, {"constant_memory": True, "default_date_format": "dd.mm.yyyy"})
    _describe(book, table)
    table_sheet.add(book, table)
    _add_listing(book, table)
    book.close()


def _describe(book: Workbook, table: SummaryTable) -> None:
    """The document's number and the as-of date travel in the file's properties."""
    resolution = table.resolution
    book.set_properties(
        {
            "title": f"{_('Сводная таблица')}: {resolution.title}"[:_PROPERTY],
            "subject": titles.document(resolution)[:_PROPERTY],
            "author": resolution.issuer.short_name[:_PROPERTY],
            "comments": titles.as_of(table),
            "created": clock.moscow(clock.now()).replace(tzinfo=None),
        }
    )
    book.set_custom_property(_("Документ"), titles.document(resolution)[:_PROPERTY], "text")
    book.set_custom_property(_("Номер документа"), resolution.number[:_PROPERTY], "text")
    book.set_custom_property(_("По состоянию на"), datetime.combine(table.on, datetime.min.time()), "date")


def _add_listing(book: Workbook, table: SummaryTable) -> None:
    sheet = book.add_worksheet(_("Перечень"))
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"})
    number = book.add_format({"valign": "top"})
    heading = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#ECEFF3", "border": 1}
    )
    for at, column in enumerate(listing.COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, str(column.heading), heading)
    last = 0
    for last, values in enumerate(listing.lines(table), start=1):
        for at, value in enumerate(values):
            _write(sheet, last, at, value, text, day, number)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(listing.COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{titles.as_of(table)}&R&P / &N")


def _write(sheet: Any, row: int, at: int, value: listing.Value, text: Format, day: Format, number: Format) -> None:
    # ``write`` alone would take «=…» for a formula and «http…» for a link.
    if isinstance(value, str):
        if value:
            sheet.write_string(row, at, cut(value), text)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, day)
    elif value is not None:
        sheet.write_number(row, at, value, number)
