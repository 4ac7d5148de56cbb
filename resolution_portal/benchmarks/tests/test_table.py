from types import SimpleNamespace
from unittest.mock import Mock

from resolution_portal.benchmarks.cases import BARE, Case
from resolution_portal.benchmarks.measuring import Figures
from resolution_portal.benchmarks.table import lines


def figures(name: str, seconds: list[float], rates: list[float]) -> Figures:
    case = Case(name, browser=Mock(), ask=Mock())
    return Figures(case, queries=3, size=2048, packed=512, seconds=seconds, rates=rates)


def test_a_slow_round_does_not_change_the_ratio():
    bare = figures(BARE, [0.010, 0.100, 0.010], [])
    assert figures("list", [0.020, 0.200, 0.020], []).of(bare) == 2.0


def test_each_case_stands_beside_the_bare_page():
    found = [figures(BARE, [0.010, 0.010, 0.010], [90.0]), figures("list", [0.030, 0.020, 0.025], [])]
    row = list(lines(found))[-1]
    assert row.split() == ["list", "25.0", "2.50", "40", "–", "3", "2", "0.5"]


def test_the_bare_page_takes_one_query(client, cast: SimpleNamespace, document, settings, django_assert_num_queries):
    settings.ROOT_URLCONF = "resolution_portal.benchmarks.urls"
    with django_assert_num_queries(1):
        html = client.get("/bare/").content.decode()
    assert html.count("<tr>") == 12
