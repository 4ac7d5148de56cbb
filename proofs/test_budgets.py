"""Each watched page of the whole demo, over the real server, keeps to its budget of queries and bytes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution_portal.benchmarks import budgets
from resolution_portal.benchmarks.server import portal


@pytest.mark.xdist_group("portal")
def test_pages_keep_to_their_budgets(record_property: Callable[[str, object], None]) -> None:
    allowed = budgets.read()
    with portal(budgets.TODAY) as port:
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
