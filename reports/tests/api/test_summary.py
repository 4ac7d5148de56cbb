"""The summary over the API: the page's own table."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from organizations.tests.api.calling import caller, ok, pointers, refusal
from reports.tests.drafting import sent
from resolution_portal import clock
from tasks.models import Task
from tasks.services import lifecycle

URL = "/api/v1/summary/"


def test_rows_columns_and_cells(cast: SimpleNamespace, document: SimpleNamespace, task: Task) -> None:
    sent(task, cast.elena)
    lifecycle.act("accept", task=task, by=cast.anna, channel="page")
    table = ok(caller(cast.irina).get(f"{URL}?resolution={document.resolution.pk}"))
    assert (table["resolution"], table["as_of"]) == (document.resolution.pk, clock.today().isoformat())
    assert [column["number"] for column in table["columns"]] == ["1.1", "2.1", "3.1", "4.1", "4.2"]
    rows = {row["name"]: [cell["total"] for cell in row["cells"]] for row in table["rows"]}
    assert rows == {
        "Вяземский район": [0, 1, 0, 2, 2],
        "Ярцевский район": [0, 1, 0, 1, 1],
        "Региональный уровень": [1, 0, 1, 0, 0],
        "Областные и частные ОО": [0, 0, 0, 1, 1],
    }
    vyazma = table["rows"][0]
    assert (vyazma["organization"], vyazma["group"]) == (cast.vyazma.pk, "")
    assert vyazma["cells"][3] == {
        "total": 2,
        "accepted": 1,
        "on_time": 1,
        "overdue": 0,
        "submitted": 0,
        "returned": 0,
        "in_progress": 0,
        "new": 1,
        "withdrawn": 0,
    }
    assert (vyazma["total"]["total"], table["total"]["total"]["total"]) == (5, 12)


def test_each_reader_counts_what_they_see(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    totals = [
        ok(caller(who).get(f"{URL}?resolution={document.resolution.pk}"))["total"]["total"]["total"]
        for who in (cast.irina, cast.pavel, cast.anna, cast.elena)
    ]
    assert totals == [12, 12, 5, 2]
    refusal(caller(cast.stranger).get(f"{URL}?resolution={document.resolution.pk}"), 404)
    refusal(caller(cast.stranger).get(URL), 404)


def test_narrowed_by_the_list_s_parameters(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    client = caller(cast.irina)
    assert ok(client.get(f"{URL}?under={cast.vyazma.pk}"))["total"]["total"]["total"] == 5
    alone = ok(client.get(f"{URL}?under={cast.vyazma.pk}&rows=organization"))
    assert [row["organization"] for row in alone["rows"]] == [cast.vyazma.pk, cast.school5.pk, cast.korzovo.pk]


@pytest.mark.parametrize(
    ("query", "where"),
    [("status=done", ["#/status"]), ("under=0", ["#/under"]), ("as_of=someday", ["#/as_of"]), ("rows=cells", [])],
)
def test_what_cannot_be_read_is_refused(
    cast: SimpleNamespace, document: SimpleNamespace, query: str, where: list[str]
) -> None:
    assert pointers(refusal(caller(cast.irina).get(f"{URL}?{query}"), 422)) == where


def test_only_today_has_a_table(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    client, today = caller(cast.irina), clock.today()
    ok(client.get(f"{URL}?as_of={today.isoformat()}"))
    refusal(client.get(f"{URL}?as_of={(today - timedelta(days=1)).isoformat()}"), 422)
    refusal(client.get(f"{URL}?as_of=2022-02-31"), 422)
