"""How heavy a page is on the line: bodies as the server sends them, to a browser that takes gzip and brotli."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resolution_portal.benchmarks.browser import Browser, Page

_STATIC = re.compile(r'<(?:link|script)\b[^>]*?(?:href|src)="(/static/[^"]+)"')
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Weight:
    """Queries of the page; bytes of the first visit and of the next one, when what may be kept is kept."""

    queries: int
    first: int
    following: int


def weigh(browser: Browser, url: str) -> Weight:
    """The second answer counts its queries: what a process keeps for a minute is kept by then, as all day long."""
    browser.get(url)
    page = browser.get(url, counting=True, packed=True)
    if page.status != 200:
        raise RuntimeError(f"GET {url} answered {page.status}")
    parts = [browser.get(part, packed=True) for part in sorted(set(_STATIC.findall(page.text)))]
    again = sum(len(part.body) for part in parts if not _is_kept(part))
    return Weight(page.queries, len(page.body) + sum(len(part.body) for part in parts), len(page.body) + again)


def _is_kept(part: Page) -> bool:
    """Whether a browser keeps it for a year without asking."""
    match = re.search(r"max-age=(\d+)", part.header("Cache-Control"))
    return match is not None and int(match[1]) >= _YEAR
