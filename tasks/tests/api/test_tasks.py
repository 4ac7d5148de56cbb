"""Reading tasks and documents over the API."""

from __future__ import annotations

from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.services.registry import create_organization
from organizations.tests.api.calling import caller, ok, pointers, refusal
from resolution_portal import clock
from tasks.models import Status, Task
from tasks.services.publishing import publish
from tasks.tests.states import put

URL = "/api/v1/tasks/"


def test_a_task_says_exactly_this(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    task = document.task(cast.school5, document.d41)
    assert ok(caller(cast.elena).get(f"{URL}{task.pk}/")) == {
        "id": task.pk,
        "version": 1,
        "status": "new",
        "due_on": task.due_on.isoformat(),
        "first_due_on": task.due_on.isoformat(),
        "is_overdue": False,
        "on_time": None,
        "organization": {"id": cast.school5.pk, "name": "МБОУ «СШ № 5» г. Вязьмы (полное название)"},
        "directive": {"id": document.d41.pk, "number": "4.1", "text": "обеспечить выполнение пункта 4.1"},
        "resolution": {"id": document.resolution.pk, "title": "Региональная система организации воспитания"},
        "responsible": None,
        "submitted_at": None,
        "accepted_at": None,
        "allowed_actions": ["start", "report", "comment"],
    }


@pytest.mark.parametrize(
    ("who", "actions"),
    [
        ("elena", ["recall", "comment"]),
        ("anna", ["accept", "return", "withdraw", "comment"]),
        ("irina", ["accept", "return", "withdraw", "comment"]),
        ("pavel", []),
    ],
)
def test_allowed_actions_are_the_reader_s_own(
    cast: SimpleNamespace, document: SimpleNamespace, who: str, actions: list[str]
) -> None:
    task = put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.maria)
    assert ok(caller(getattr(cast, who)).get(f"{URL}{task.pk}/"))["allowed_actions"] == actions


@pytest.mark.parametrize(
    ("who", "count"),
    [("irina", 12), ("pavel", 12), ("anna", 5), ("olga", 3), ("elena", 2), ("boris", 0), ("stranger", 0)],
)
def test_the_list_holds_what_one_sees(cast: SimpleNamespace, document: SimpleNamespace, who: str, count: int) -> None:
    assert len(ok(caller(getattr(cast, who)).get(URL))["results"]) == count


def test_a_stranger_s_task_is_not_there(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    task = document.task(cast.school5, document.d41)
    for who in (cast.yulia, cast.olga, cast.stranger, cast.boris):
        refusal(caller(who).get(f"{URL}{task.pk}/"), 404)
    refusal(caller(cast.irina).get(f"{URL}{10**30}/"), 404)


def test_the_list_is_cut_down_like_the_page(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    client = caller(cast.irina)
    put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.maria)

    def found(query: str) -> list[tuple[str, int]]:
        rows = ok(client.get(URL + query))["results"]
        return [(row["directive"]["number"], row["organization"]["id"]) for row in rows]

    assert found("?status=submitted") == [("4.1", cast.school5.pk)]
    assert len(found("?status=submitted&status=new")) == 12
    assert len(found(f"?under={cast.vyazma.pk}")) == 5
    assert found(f"?organization={cast.school1.pk}&ordering=-number") == [
        ("4.2", cast.school1.pk),
        ("4.1", cast.school1.pk),
    ]
    assert found("?search=КОРЗОВСКАЯ 4.2") == [("4.2", cast.korzovo.pk)]
    assert found("?overdue=1") == []


def test_a_value_that_cannot_be_read_is_named(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    problem = refusal(caller(cast.irina).get(f"{URL}?status=done&ordering=secret&due_after=someday"), 422)
    assert pointers(problem) == ["#/status", "#/due_after", "#/ordering"]


@pytest.mark.parametrize(
    "ordering", ["due_on", "-due_on", "status", "-organization", "-changed_at", "number", "-number"]
)
def test_pages_by_cursor_hold_each_task_once_both_ways(
    cast: SimpleNamespace, document: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, ordering: str
) -> None:
    monkeypatch.setattr("resolution_portal.cursor.KeysetPagination.page_size", 5)
    put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.maria)
    client, url = caller(cast.irina), f"{URL}?ordering={ordering}"
    whole = _walk(client, url, "next", monkeypatch, page_size=100)[0]
    pages = _walk(client, url, "next")
    assert [len(page) for page in pages] == [5, 5, 2]
    assert list(chain(*pages)) == whole
    assert len(set(whole)) == 12
    last = ok(client.get(ok(client.get(ok(client.get(url))["next"]))["next"]))
    assert last["next"] is None
    back = _walk(client, last["previous"], "previous")
    assert back == [pages[1], pages[0]]


def test_rows_that_come_and_go_move_nothing_between_pages(
    cast: SimpleNamespace, document: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resolution_portal.cursor.KeysetPagination.page_size", 4)
    client = caller(cast.irina)
    whole = list(chain(*_walk(client, f"{URL}?ordering=due_on", "next")))
    first = ok(client.get(f"{URL}?ordering=due_on"))
    # The row that the page ended with goes to the end, an early one too, and a school joins with two tasks.
    for pk in (whole[3], whole[0]):
        Task.objects.filter(pk=pk).update(due_on=clock.today().replace(year=clock.today().year + 1))
    create_organization(
        kind=cast.school5.kind, parent=cast.vyazma, name="Новая школа", short_name="Новая школа", opened_on="2020-09-01"
    )
    publish(resolution=document.resolution, key="again", stamp=clock.now())
    rest = list(chain(*_walk(client, first["next"], "next")))
    assert [pk for pk in rest if pk in whole] == [*whole[4:], *sorted((whole[0], whole[3]))]
    assert len(rest) == len(set(rest)) == 8 + 2 + 2


@pytest.mark.parametrize("cursor", ["x", "WyJhIl0:1:2", "%00"])
def test_a_cursor_made_by_hand_is_refused(cast: SimpleNamespace, document: SimpleNamespace, cursor: str) -> None:
    assert pointers(refusal(caller(cast.irina).get(f"{URL}?cursor={cursor}"), 422)) == ["#/cursor"]


def test_a_cursor_of_another_order_is_refused(
    cast: SimpleNamespace, document: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resolution_portal.cursor.KeysetPagination.page_size", 5)
    client = caller(cast.irina)
    following = ok(client.get(f"{URL}?ordering=number"))["next"]
    assert pointers(refusal(client.get(following.replace("ordering=number", "ordering=due_on")), 422)) == ["#/cursor"]


def test_queries_do_not_grow_with_rows(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    client = caller(cast.irina)
    counts = []
    for schools in (0, 10):
        for number in range(schools):
            name = f"Школа {number}"
            create_organization(
                kind=cast.school5.kind, parent=cast.vyazma, name=name, short_name=name, opened_on="2020-09-01"
            )
        publish(resolution=document.resolution, key=f"n{schools}", stamp=clock.now())
        url = URL if schools else f"{URL}?under={cast.vyazma.pk}"
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            rows = ok(client.get(url))["results"]
        counts.append((len(rows), len(queries) - (0 if schools else _for_under(queries))))
    assert [rows for rows, _queries in counts] == [5, 32]
    assert counts[0][1] == counts[1][1] <= 4


def test_documents_are_those_that_one_sees(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    url = "/api/v1/resolutions/"
    (row,) = ok(caller(cast.elena).get(url))["results"]
    assert (row["id"], row["status"], row["issuer"]["id"]) == (document.resolution.pk, "published", cast.region.pk)
    assert ok(caller(cast.stranger).get(url))["results"] == []


def _for_under(queries: Any) -> int:
    """Queries that only look up the organization named in the address."""
    return sum('FROM "organizations_organization"' in query["sql"] for query in queries)


def _walk(
    client: Any, url: str | None, way: str, monkeypatch: pytest.MonkeyPatch | None = None, page_size: int = 0
) -> list[list[int]]:
    pages = []
    if monkeypatch is not None:
        with monkeypatch.context() as patched:
            patched.setattr("resolution_portal.cursor.KeysetPagination.page_size", page_size)
            return _walk(client, url, way)
    while url:
        answer = ok(client.get(url))
        pages.append([row["id"] for row in answer["results"]])
        url = answer[way]
    return pages
