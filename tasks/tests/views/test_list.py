from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization, User
from organizations.services.registry import create_organization
from resolution_portal import clock
from tasks.models import Status, Task
from tasks.services.publishing import publish
from tasks.tests.states import put


@pytest.fixture(autouse=True)
def clock_at() -> Iterator[None]:
    with time_machine.travel(datetime(2022, 12, 15, 9, 0, tzinfo=UTC), tick=False):
        yield


def page(client: Client, user: User, query: str = "") -> str:
    client.force_login(user)
    response = client.get(f"/tasks/{query}")
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def total(html: str) -> int:
    found = re.search(r'data-total="(\d+)"', html)
    assert found
    return int(found.group(1))


def chips(html: str) -> dict[str, tuple[str, int]]:
    """Key → (address, number) of every counter."""
    found = re.findall(r'<a class="counter[^>]*href="([^"]*)".*?<b data-count="(\w+)">(\d+)</b>', html)
    return {key: (url.replace("&amp;", "&"), int(number)) for url, key, number in found}


def test_signed_out_people_are_sent_to_sign_in(client: Client, db: None) -> None:
    response = client.get("/tasks/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("who", "expected"),
    [("irina", 12), ("pavel", 12), ("sofia", 12), ("anna", 5), ("elena", 2), ("boris", 0), ("stranger", 0)],
)
def test_everybody_sees_their_own_part(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace, who: str, expected: int
) -> None:
    html = page(client, getattr(cast, who))
    assert total(html) == expected
    assert len(re.findall(r"<tr data-task=", html)) == expected
    assert ("data-empty" in html) == (expected == 0)


def test_a_row_says_what_programs_and_people_read(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    task = put(document.task(cast.school5, document.d41), Status.RETURNED, due_on=date(2022, 12, 13))
    html = page(client, cast.irina, "?overdue=1")
    markup = f'data-task="{task.pk}" data-version="2" data-status="returned" data-due="2022-12-13" data-overdue="true"'
    assert markup in html
    for words in ("Пункт 4.1 коротко", "МБОУ «СШ № 5» г. Вязьмы · Вяземский район", "просрочено на 2 рабочих дня"):
        assert words in html
    assert "Иванова Е. В." in html


def test_chips_count_exactly_what_they_open(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    put(document.task(cast.school5, document.d41), Status.RETURNED, due_on=date(2022, 12, 13))
    put(document.task(cast.school5, document.d42), Status.IN_PROGRESS, due_on=date(2022, 12, 16))
    put(document.task(cast.korzovo, document.d41), Status.SUBMITTED, due_on=date(2022, 12, 13))
    put(document.task(cast.korzovo, document.d42), Status.RETURNED, due_on=date(2022, 12, 18))
    put(document.task(cast.school1, document.d41), Status.NEW, due_on=date(2022, 12, 19))
    found = chips(page(client, cast.irina))
    assert {key: number for key, (_url, number) in found.items()} == {
        "all": 12, "overdue": 1, "week": 2, "returned": 2, "review": 1,
    }  # fmt: skip
    for key, (url, number) in found.items():
        assert total(page(client, cast.irina, url.removeprefix("/tasks/"))) == number, key


def test_chips_keep_the_place_and_replace_the_question(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    put(document.task(cast.school5, document.d41), Status.SUBMITTED)
    put(document.task(cast.school1, document.d41), Status.SUBMITTED)
    found = chips(page(client, cast.irina, f"?under={cast.vyazma.pk}&overdue=1"))
    assert found["review"] == (f"/tasks/?under={cast.vyazma.pk}&status=submitted", 1)
    assert found["all"] == (f"/tasks/?under={cast.vyazma.pk}", 5)


def test_a_value_that_cannot_be_read_is_said_at_its_field(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    html = page(client, cast.irina, "?due_before=скоро&status=new")
    assert total(html) == 12
    assert 'role="alert"' in html
    assert 'id="id_due_before_error"' in html


def test_a_condition_without_a_field_is_named_and_can_be_dropped(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    html = page(client, cast.irina, "?group=Региональный уровень&status=new&status=returned&page=1")
    assert "Строка сводной таблицы: Региональный уровень" in html
    assert "Статус: Не начато, На доработке" in html
    assert '<input type="hidden" name="group" value="Региональный уровень">' in html
    assert 'href="?status=new&amp;status=returned"' in html


def test_empty_answers_say_what_to_do(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    html = page(client, cast.irina, "?search=небывальщина")
    assert "По этим условиям ничего нет" in html
    assert "Показать все пункты" in html


def test_columns_sort_and_say_so(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    html = page(client, cast.irina, "?ordering=number&page=1&status=new")
    assert 'aria-sort="ascending"><a href="?ordering=-number&amp;status=new">' in html


def test_pages_of_fifty_keep_the_address(client: Client, cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    schools(cast, 30)
    publish(resolution=draft.resolution, key="test", stamp=clock.now())
    html = page(client, cast.irina, "?ordering=number&status=new")
    assert total(html) == 72
    assert len(re.findall(r"<tr data-task=", html)) == 50
    assert 'href="?ordering=number&amp;status=new&amp;page=2"' in html
    assert len(re.findall(r"<tr data-task=", page(client, cast.irina, "?ordering=number&status=new&page=2"))) == 22


def test_queries_do_not_grow_with_rows(client: Client, cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    schools(cast, 10)
    publish(resolution=draft.resolution, key="test", stamp=clock.now())
    few = queries(client, cast.anna, f"?directive={draft.d21.pk}")
    many = queries(client, cast.anna, f"?under={cast.vyazma.pk}")
    assert total(page(client, cast.anna, f"?under={cast.vyazma.pk}")) == 25
    assert many <= few + 1  # the chosen organization is looked up
    assert many <= 15


def queries(client: Client, user: User, query: str) -> int:
    page(client, user, query)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/tasks/{query}").status_code == 200
    return len(captured)


def schools(cast: SimpleNamespace, number: int) -> list[Organization]:
    day = clock.today() - timedelta(days=900)
    kind = cast.school5.kind
    return [
        create_organization(kind=kind, parent=cast.vyazma, name=f"Школа {n}", short_name=f"Школа {n}", opened_on=day)
        for n in range(number)
    ]


def test_what_is_owed_stands_first_and_then_what_is_done(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    done = put(document.task(cast.school5, document.d41), Status.ACCEPTED, due_on=date(2022, 9, 1))
    gone = put(document.task(cast.school5, document.d42), Status.WITHDRAWN, due_on=date(2022, 10, 1))
    late = put(document.task(cast.korzovo, document.d42), Status.RETURNED, due_on=date(2022, 12, 1))
    far = put(document.task(cast.korzovo, document.d41), Status.SUBMITTED, due_on=date(2023, 3, 1))
    district = document.task(cast.vyazma, document.d21)
    assert listed(page(client, cast.anna)) == [task.pk for task in (late, district, far, gone, done)]
    assert listed(page(client, cast.anna, "?ordering=due_on")) == [t.pk for t in (done, gone, late, district, far)]


def test_pages_of_the_owed_and_the_done_never_overlap(
    client: Client, cast: SimpleNamespace, draft: SimpleNamespace
) -> None:
    schools(cast, 30)
    publish(resolution=draft.resolution, key="test", stamp=clock.now())
    for task in Task.objects.filter(organization__parent=cast.vyazma, directive=draft.d41):
        put(task, Status.ACCEPTED, accepted_at=clock.now())
    found = [listed(page(client, cast.irina, f"?page={number}")) for number in (1, 2)]
    assert [len(ids) for ids in found] == [50, 22]
    assert len({*found[0], *found[1]}) == 72
    statuses = [Task.objects.get(pk=pk).status for pk in (found[0][39], found[0][40], found[1][21])]
    assert statuses == [Status.NEW, Status.ACCEPTED, Status.ACCEPTED]


def test_the_text_of_an_item_is_searched_too(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    assert total(page(client, cast.irina, "?search=ОБЕСПЕЧИТЬ выполнение 4.1 корзовская")) == 1


def test_htmx_gets_the_part_and_its_address(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    client.force_login(cast.irina)
    part = client.get("/tasks/?search=&status=new&page=1", headers={"HX-Request": "true"})
    assert part["HX-Push-Url"] == "/tasks/?status=new&page=1"
    assert part.content.decode().lstrip().startswith('<div id="list"')
    for headers in ({}, {"HX-Request": "true", "HX-History-Restore-Request": "true"}):
        whole = client.get("/tasks/?status=new", headers=headers)
        assert whole.content.decode().startswith("<!DOCTYPE html>")
        assert "HX-Request" in whole["Vary"] and "HX-Push-Url" not in whole


def test_the_folded_filters_say_what_is_asked(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    html = page(client, cast.irina, f"?under={cast.vyazma.pk}&due_before=2023-01-20&status=new")
    assert "<summary>Фильтры: организация, срок до 20.01.2023, статус</summary>" in html


def listed(html: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<tr data-task="(\d+)"', html)]
