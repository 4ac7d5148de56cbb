"""Numbers on a page that promise a list, and what the list behind says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml.html import HtmlElement

from proofs.crawling import Page, Reader, in_order

#: What each figure of a summary's cell asks of the list of tasks.
_FIGURES: dict[str, dict[str, str]] = {
    "total": {},
    "accepted": {"status": "accepted"},
    "overdue": {"overdue": "1"},
    "on-time": {"status": "accepted", "on_time": "1"},
}


@dataclass(frozen=True)
class Promise:
    """A number, and the address of what it counts."""

    kind: str
    number: int
    url: str


class Lists:
    """The lists behind numbers, each opened once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._said: dict[str, int | None] = {}

    def total(self, url: str) -> int | None:
        """How many things the list has; None where what it says and what it shows differ."""
        url = in_order(url)
        if url not in self._said:
            self._said[url] = _said_by(self._reader.open(url))
        return self._said[url]


def promises(page: Page) -> Iterator[Promise]:
    """Every number of the page that stands in a link, and every figure of its summary, noughts too."""
    for counted in page.tree.xpath("//main//*[@data-count]"):
        link = counted if counted.tag == "a" else next(counted.iterancestors("a"))
        kind = "board" if "tile" in link.get("class", "").split() else "counter"
        yield Promise(kind, _digits(counted), urljoin(page.url, link.get("href")))
    yield from _beside_links(page, "debtor", "data-overdue", "//main//b[@data-overdue]")
    yield from _beside_links(page, "date ahead", "data-owed", "//main//*[@data-owed]")
    for table in page.tree.xpath("//table[@data-table='summary']"):
        yield from _summary(page, table)


def _beside_links(page: Page, kind: str, attribute: str, numbers: str) -> Iterator[Promise]:
    """A number that stands after the link to what it counts."""
    for element in page.tree.xpath(numbers):
        link = element.xpath("preceding-sibling::a[1]/@href")[0]
        yield Promise(kind, int(element.get(attribute)), urljoin(page.url, link))


def _summary(page: Page, table: HtmlElement) -> Iterator[Promise]:
    """The head of a row opens the list of the row; a cell is the part of it with the cell's item."""
    for row in table.xpath(".//tr[td[@data-total]][th/a]"):
        whole = urljoin(page.url, row.xpath("th/a/@href")[0])
        for cell in row.xpath("td[@data-total]"):
            item = cell.get("data-directive")
            is_sum = "data-total-row" in row.attrib or item is None
            for figure, question in _FIGURES.items():
                asked = urlencode({**({"directive": item} if item else {}), **question})
                number = int(cell.get(f"data-{figure}"))
                yield Promise("summary, sum" if is_sum else "summary, cell", number, f"{whole}&{asked}".rstrip("&"))
            for href in cell.xpath(".//a/@href"):
                figure = _figure_of(href)
                yield Promise("summary, link", int(cell.get(f"data-{figure}")), urljoin(page.url, href))


def _figure_of(href: str) -> str:
    asked = dict(parse_qsl(urlsplit(href).query))
    return "overdue" if "overdue" in asked else "accepted" if asked.get("status") == "accepted" else "total"


def _digits(element: HtmlElement) -> int:
    return int(re.sub(r"\D", "", element.text_content()))


def _said_by(page: Page) -> int | None:
    said = page.tree.xpath("//main//*[@data-total][not(self::td)][not(self::dd)]")
    if not said:
        return None
    total = int(said[0].get("data-total"))
    rows = len(page.tree.xpath("//main//tr[@data-task]"))
    is_whole = page.name == "tasks" and not page.tree.xpath("//main//a[@rel='next' or @rel='prev']")
    return None if is_whole and rows != total else total
