"""Walking the portal as one person: every page that links lead to, a bounded number of each shape."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

#: Where a reader does not go by a link of the portal, or what is a file and no page.
_ELSEWHERE = ("/accounts/", "/admin/", "/api/", "/static/")
_FILES = {"file", "resolution_source"}


@dataclass(frozen=True)
class Page:
    """One page as it came."""

    url: str
    name: str
    status: int
    tree: html.HtmlElement

    def links(self) -> Iterator[str]:
        """Addresses of our own that the page leads to, without the place on them."""
        for href in self.tree.xpath("//a/@href"):
            parts = urlsplit(urljoin(self.url, href))
            if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
                yield parts._replace(fragment="").geturl()


class Reader:
    """Somebody signed in."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def open(self, url: str) -> Page:
        response = self._client.get(url, follow=True)
        here = response.redirect_chain[-1][0] if response.redirect_chain else url
        body = b"".join(response.streaming_content) if response.streaming else response.content
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and body
        tree = html.document_fromstring(body.decode() if is_page else "<html></html>")
        return Page(here, name_of(here), response.status_code, tree)

    def walk(self, *, alike: int, named: int) -> Iterator[Page]:
        """Breadth first from the start page: the first ``alike`` of addresses that differ in values only, and the
        first ``named`` of each page's addresses, whatever they ask."""
        waiting, met, taken = deque(["/"]), {"/"}, Counter[tuple[str, ...]]()
        while waiting:
            page = self.open(waiting.popleft())
            yield page
            for url in map(in_order, page.links()):
                shape = shape_of(url)
                name = ("any", *shape[:1])
                if url not in met and shape and taken[shape] < alike and taken[name] < named:
                    taken.update((shape, name))
                    met.add(url)
                    waiting.append(url)


def name_of(url: str) -> str:
    """The name of the page at this address, empty where the portal has none."""
    try:
        return resolve(urlsplit(url).path).url_name or ""
    except Resolver404:
        return ""


def shape_of(url: str) -> tuple[str, ...]:
    """What makes two addresses the same page with other values; empty for what is no page to read."""
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.path.startswith(_ELSEWHERE) or "format" in asked:
        return ()
    name = name_of(url)
    return () if name in _FILES else (name or parts.path, *sorted(asked))


def in_order(url: str) -> str:
    """The order of what an address asks changes nothing."""
    parts = urlsplit(url)
    return parts._replace(query=urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))).geturl()
