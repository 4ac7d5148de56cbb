"""The sheet «Сводная таблица»: rows × directives, counts or the share of each directive, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from reports.exports import flat
from reports.exports.cells import cut
from reports.summary import titles
from reports.summary.figures import Cell
from reports.summary.rows import Row
from reports.summary.table import SummaryTable

NAME = "Сводная таблица"
RANGE = "Свод"
_TITLE, _DOCUMENT, _GROUPS, _NUMBERS, _WORDS, _FIRST = 0, 1, 3, 4, 5, 6  # rows
_A3 = 8


@dataclass(frozen=True)
class Looks:
    """The formats of the sheet."""

    title: Format
    muted: Format
    heading: Format
    name: Format
    number: Format
    late: Format
    percent: Format
    none: Format
    sum: Format
    sum_percent: Format


def add(book: Workbook, table: SummaryTable) -> None:
    """Add the sheet: title, headings merged by addressee, rows, total, legend; «Свод» names the rows' range."""
    sheet, looks = book.add_worksheet(NAME), _looks(book)
    names, sums = len(flat.name_headings(table)), len(flat.row_headings())
    left = names + sums
    width = left + len(table.columns) * len(flat.cell_figures(table))
    sheet.set_column(0, names - 1, 30)
    sheet.set_column(names, left - 1, 11)
    sheet.set_column(left, max(width - 1, left), 7)
    _headings(sheet, table, looks, names, left)
    for at, row in enumerate([*table.rows, table.total], start=_FIRST):
        _line(sheet, at, table, row, looks, is_total=row is table.total)
    last = _FIRST + len(table.rows)
    sheet.write_string(last + 2, 0, _legend(table), looks.muted)
    if table.rows:
        corner = xl_rowcol_to_cell(_FIRST, 0, row_abs=True, col_abs=True)
        end = xl_rowcol_to_cell(last - 1, width - 1, row_abs=True, col_abs=True)
        book.define_name(RANGE, f"='{NAME}'!{corner}:{end}")
    sheet.freeze_panes(_FIRST, names)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_GROUPS, _WORDS)
    sheet.set_footer(f"&L{titles.as_of(table)}&R&P / &N")


def _headings(sheet: Any, table: SummaryTable, looks: Looks, names: int, left: int) -> None:
    sheet.write_string(_TITLE, 0, NAME, looks.title)
    where = f"{titles.document(table.resolution)}, {titles.as_of(table)}"
    sheet.write_string(_DOCUMENT, 0, cut(where), looks.muted)
    each = len(flat.cell_figures(table))
    at = left
    for group in table.groups:
        _over(sheet, _GROUPS, at, group.width * each, group.heading, looks.heading)
        at += group.width * each
    for place, column in enumerate(table.columns):
        due = f" · {column.due_on:%d.%m.%Y}" if column.due_on else ""
        _over(sheet, _NUMBERS, left + place * each, each, column.number + due, looks.heading)
    words = [*flat.name_headings(table), *flat.row_headings(), *flat.cell_headings(table) * len(table.columns)]
    for place, word in enumerate(words):
        sheet.write_string(_WORDS, place, word, looks.heading)


def _over(sheet: Any, row: int, at: int, width: int, text: str, look: Format) -> None:
    """A heading over several columns; merging writes a blank, the text goes in as text."""
    if width > 1:
        sheet.merge_range(row, at, row, at + width - 1, "", look)
    sheet.write_string(row, at, cut(text), look)


def _line(sheet: Any, at: int, table: SummaryTable, row: Row, looks: Looks, *, is_total: bool) -> None:
    number = looks.sum if is_total else looks.number
    names = flat.names(table, row)
    for place, name in enumerate(names):
        sheet.write_string(at, place, cut(name), looks.sum if is_total else looks.name)
    percent = looks.sum_percent if is_total else looks.percent
    values: list[tuple[float | None, Format]] = [(value, number) for value in flat.row_numbers(row)]
    values.append((_share(row.sum), percent))
    for cell in row.cells:
        for name, count in zip(flat.cell_figures(table), flat.cell_numbers(table, cell), strict=True):
            if name == "percent":
                values.append((_share(cell), percent))
            else:
                values.append((count, looks.late if name == "overdue" and count else number))
    for place, (value, look) in enumerate(values, start=len(names)):
        if value is None:
            sheet.write_blank(at, place, None, looks.none)
        else:
            sheet.write_number(at, place, value, look)


def _share(cell: Cell) -> float | None:
    return cell.accepted / cell.total if cell.total else None


def _legend(table: SummaryTable) -> str:
    if table.percent:
        return _(
            "По каждому пункту: доля исполненных из всех, куда входят и снятые без исполнения, и сколько просрочено: "
            "отчёт не сдан, а срок прошёл. Серая ячейка: пункт не адресован."
        )
    return _(
        "По каждому пункту: исполнено, всего, просрочено. «Всего» считает и снятые без исполнения; «в срок» — "
        "исполненные, отчёт по которым сдан не позже срока; «просрочено» — отчёт не сдан, а срок прошёл. "
        "Серая ячейка: пункт не адресован."
    )


def _looks(book: Workbook) -> Looks:
    line: dict[str, Any] = {"border": 1, "border_color": "#D5DAE1"}
    total = {**line, "bold": True, "bg_color": "#ECEFF3"}
    return Looks(
        title=book.add_format({"bold": True, "font_size": 16}),
        muted=book.add_format({"font_color": "#55606E"}),
        heading=book.add_format({**total, "text_wrap": True, "align": "center", "valign": "vcenter"}),
        name=book.add_format(line),
        number=book.add_format(line),
        late=book.add_format({**line, "font_color": "#B3261E", "bg_color": "#FDE9E7"}),
        percent=book.add_format({**line, "num_format": "0%"}),
        none=book.add_format({**line, "bg_color": "#F5F6F8"}),
        sum=book.add_format(total),
        sum_percent=book.add_format({**total, "num_format": "0%"}),
    )
