"""One cell of the summary as markup. By hand, not by template: a table has hundreds of cells, and this is several
times faster; nothing here but numbers, our own words and addresses escaped by the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.summary.columns import Column
from reports.summary.figures import FIGURES, Cell
from resolution_portal.components.bars import segments
from resolution_portal.components.templatetags.ui import status_icon
from tasks.models import Status

_BAR = '<svg class="figure-bar is-hair" aria-hidden="true" viewBox="0 0 1000 10" preserveAspectRatio="none">{}</svg>'


@dataclass(frozen=True)
class Words:
    """What is read aloud in cells, put into words once a page."""

    figures: Mapping[str, str]
    icons: Mapping[str, str]


def words() -> Words:
    """The words in the language of the request."""
    return Words(
        figures={name: escape(str(figure.words)) for name, figure in FIGURES.items()},
        icons={status.value: status_icon(status.value, str(status.label)) for status in Status},
    )


def cell_html(column: Column, cell: Cell, lists: Mapping[str, str], words: Words) -> SafeString:
    """The cell; ``lists`` are the escaped addresses of the row's lists by figure. A nought is no link."""
    opening = (
        f'<td class="{" ".join(_look(column, cell))}" data-directive="{column.directive}" data-total="{cell.total}" '
        f'data-accepted="{cell.accepted}" data-overdue="{cell.overdue}" data-on-time="{cell.on_time}">'
    )
    links = {name: f"{url}&amp;directive={column.directive}" for name, url in lists.items()}
    inside = "".join(_inside(cell, links, words)) if cell.total else ""
    return mark_safe(f"{opening}{inside}</td>")


def _inside(cell: Cell, links: Mapping[str, str], words: Words) -> Iterable[str]:
    if cell.overdue:
        number = "" if cell.total == 1 else str(cell.overdue)
        label = f"{words.figures['overdue']} {number}".strip()
        yield f'<a class="late" href="{links["overdue"]}" aria-label="{label}">!{number}</a> '
    if cell.total == 1:
        yield f'<a href="{links["total"]}">{words.icons[cell.status]}</a>'
        return
    yield _number("accepted", cell.accepted, links, words) + "/" + _number("total", cell.total, links, words)
    bar = segments(cell.total, {"done": cell.accepted, "late": cell.overdue})
    yield _BAR.format("".join(f'<rect class="fill-{s.kind}" x="{s.x}" width="{s.width}" height="10"/>' for s in bar))


def _number(name: str, number: int, links: Mapping[str, str], words: Words) -> str:
    if not number:
        return "0"
    return f'<a href="{links[name]}" aria-label="{words.figures[name]} {number}">{number}</a>'


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
