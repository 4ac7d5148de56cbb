"""Each watched page of the whole demo, over the real server, keeps to its budget of queries and bytes; none misses a
rule of Bootstrap that was trimmed away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from resolution_portal.benchmarks import budgets
from resolution_portal.benchmarks.server import portal
from resolution_portal.benchmarks.watched import signed_in, watched
from resolution_portal.static_files import PackageFinder

pytestmark = pytest.mark.xdist_group("portal")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with portal(budgets.TODAY) as port:
        yield port


def test_pages_keep_to_their_budgets(port: int, record_property: Callable[[str, object], None]) -> None:
    allowed = budgets.read()
    found = budgets.measure(port)
    heaviest = max((found[name].first, name) for name in found)
    longest = max((found[name].queries, name) for name in found)
    record_property(
        "figure",
        f"{len(found)} pages; the heaviest first visit {heaviest[0] / 1024:.1f} KB ({heaviest[1]}), "
        f"the most queries {longest[0]} ({longest[1]})",
    )
    assert found.keys() == allowed.keys()
    assert budgets.over(found, allowed) == []


def test_no_page_has_a_class_whose_rules_were_trimmed_away(port: int) -> None:
    path = PackageFinder().find("bootstrap/css/bootstrap.min.css")
    with open(path, encoding="utf-8") as file:
        whole = _classes_of(file.read())
    missed = {}
    with signed_in(port) as browsers:
        for page in watched(browsers):
            text = browsers[page.who].get(page.url).text
            met = {name for names in re.findall(r'class="([^"]*)"', text) for name in names.split()} & whole
            sent = re.search(r'href="(/static/bootstrap/[^"]+)"', text)
            assert sent is not None
            if lost := met - _classes_of(browsers[page.who].get(sent[1]).text):
                missed[page.name] = lost
    assert missed == {}


def _classes_of(css: str) -> set[str]:
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", css))
