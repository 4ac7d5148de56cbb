import gzip
from unittest.mock import Mock

import pytest

from resolution_portal.benchmarks.browser import Page
from resolution_portal.benchmarks.weighing import Weight, weigh

HTML = '<link rel="stylesheet" href="/static/a.css"><script src="/static/a.js" defer></script><a href="/static/no.pdf">'
KEPT, ASKED = "max-age=315360000, public, immutable", "max-age=60"


def site(status: int = 200) -> dict[str, Page]:
    packed = gzip.compress(HTML.encode())
    return {
        "/": Page(status, packed, {"content-encoding": "gzip", "x-queries": "7"}),
        "/static/a.css": Page(200, b"a" * 900, {"Cache-Control": KEPT}),
        "/static/a.js": Page(200, b"a" * 40, {"cache-control": ASKED}),
    }


def browser(pages: dict[str, Page]) -> Mock:
    return Mock(get=lambda url, **options: pages[url])


def test_the_next_visit_takes_the_page_and_what_may_not_be_kept():
    pages = site()
    page = len(pages["/"].body)
    assert weigh(browser(pages), "/") == Weight(queries=7, first=page + 940, following=page + 40)


def test_a_page_that_is_not_there_has_no_weight():
    with pytest.raises(RuntimeError, match="answered 404"):
        weigh(browser(site(status=404)), "/")
