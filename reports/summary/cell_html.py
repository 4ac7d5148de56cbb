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
from resolution_portal.components.typography import NBSP
from tasks.models import Status

_BAR = '<svg class="figure-bar is-hair" aria-hidden="true" viewBox="0 0 1000 10" preserveAspectRatio="none">{}</svg>'


@dataclass(frozen=True)
class Words:
    """What is read aloud in cells, put into words once a page; ``percent``: shares stand in cells, not counts."""

    figures: Mapping[str, str]
    icons: Mapping[str, str]
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """What the cells of one row share, escaped: addresses of its lists by figure, of its panels, and its name."""

    lists: Mapping[str, str]
    panel: str
    key: str
    name: str
    opened: int | None = None


def words(*, percent: bool = False) -> Words:
    """The words in the language of the request."""
    return Words(
        figures={name: escape(str(figure.words)) for name, figure in FIGURES.items()},
        icons={status.value: status_icon(status.value, str(status.label)) for status in Status},
        percent=percent,
    )


def cell_html(column: Column, cell: Cell, place: Place, words: Words) -> SafeString:
    """The cell. Its numbers lead to their lists (a nought is no link), all the rest of it to the panel beside.

    Only the panel's link is a stop of the Tab key, or a table would have a thousand; the panel has the lists again.
    """
    opening = (
        f'<td class="{" ".join(_look(column, cell, place))}" data-directive="{column.directive}" '
        f'data-total="{cell.total}" data-accepted="{cell.accepted}" data-overdue="{cell.overdue}" '
        f'data-on-time="{cell.on_time}">'
    )
    if not cell.total:
        return mark_safe(f"{opening}</td>")
    links = {name: f"{url}&amp;directive={column.directive}" for name, url in place.lists.items()}
    panel = (
        f'<a class="opens" href="{place.panel}{column.directive}:{place.key}#cell-panel" '
        f'aria-label="{escape(column.number)}, {place.name}"></a>'
    )
    return mark_safe(f"{opening}{''.join(_inside(cell, links, words))}{panel}</td>")


def _inside(cell: Cell, links: Mapping[str, str], words: Words) -> Iterable[str]:
    if cell.overdue:
        number = "" if cell.total == 1 else str(cell.overdue)
        label = f"{words.figures['overdue']} {number}".strip()
        yield f'<a class="late" tabindex="-1" href="{links["overdue"]}" aria-label="{label}">!{number}</a> '
    if cell.total == 1:
        yield f'<a tabindex="-1" href="{links["total"]}">{words.icons[cell.status]}</a>'
        return
    if words.percent:
        yield f'<a tabindex="-1" href="{links["total"]}">{cell.percent}{NBSP}%</a>'
    else:
        yield _number("accepted", cell.accepted, links, words) + "/" + _number("total", cell.total, links, words)
    bar = segments(cell.total, {"done": cell.accepted, "late": cell.overdue})
    yield _BAR.format("".join(f'<rect class="fill-{s.kind}" x="{s.x}" width="{s.width}" height="10"/>' for s in bar))


def _number(name: str, number: int, links: Mapping[str, str], words: Words) -> str:
    if not number:
        return "0"
    return f'<a tabindex="-1" href="{links[name]}" aria-label="{words.figures[name]} {number}">{number}</a>'


def _look(column: Column, cell: Cell, place: Place) -> Iterable[str]:
    if column.starts:
        yield "group-start"
    if column.apart:
        yield "apart"
    if place.opened == column.directive:
        yield "is-open"
    if not cell.total:
        yield "none"
    elif cell.total == 1:
        yield "one"
    elif cell.total == cell.accepted:
        yield "all"
    if cell.overdue:
        yield "has-late"
