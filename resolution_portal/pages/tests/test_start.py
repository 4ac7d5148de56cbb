"""The start page of every desk; counters equal the lists that they open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Role, User
from organizations.services.people import grant
from organizations.services.registry import create_organization
from resolution_portal import clock
from tasks.models import Status
from tasks.services import lifecycle
from tasks.services.publishing import publish
from tasks.tests.states import put


@pytest.fixture(autouse=True)
def clock_at() -> Iterator[None]:
    with time_machine.travel(datetime(2022, 12, 15, 9, 0, tzinfo=UTC), tick=False):
        yield


def page(client: Client, user: User, url: str = "/") -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def counts(html: str) -> dict[str, tuple[str, int]]:
    """Key → (address, number) of every counter and figure."""
    found = re.findall(r'<a class="(?:counter|tile)[^>]*href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    numbers = [(url, re.search(r'data-count="(\w+)">(\d+)<', inner)) for url, inner in found]
    return {match.group(1): (url.replace("&amp;", "&"), int(match.group(2))) for url, match in numbers if match}


def check_that_counts_open(client: Client, user: User, html: str) -> None:
    for key, (url, number) in counts(html).items():
        if url.startswith("/tasks/"):
            found = re.search(r'data-total="(\d+)"', page(client, user, url))
            assert found and int(found.group(1)) == number, (key, url)


def test_a_school_sees_what_it_has_to_do(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    put(document.task(cast.school5, document.d41), Status.IN_PROGRESS, due_on=date(2022, 12, 13))
    html = page(client, cast.elena)
    assert "<h1>Что нужно сделать</h1>" in html
    assert "Просрочен 1 пункт. До 29 декабря сдайте отчёт, остался 1 пункт." in html
    assert {key: number for key, (_url, number) in counts(html).items()} == {
        "overdue": 1, "returned": 0, "soon": 1, "submitted": 0, "accepted": 0,
    }  # fmt: skip
    check_that_counts_open(client, cast.elena, html)
    assert "Петрова Анна Сергеевна" in html  # who checks, with a telephone
    assert "МКОУ Корзовская ОШ" not in html


def test_buckets_share_out_the_list(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    grant(user=cast.elena, organization=cast.korzovo, role=Role.EXECUTOR)
    put(document.task(cast.korzovo, document.d41), Status.RETURNED, sent_by=cast.tatyana)
    put(document.task(cast.korzovo, document.d42), Status.NEW, due_on=date(2023, 2, 1))
    html = page(client, cast.elena, f"/?organization={cast.korzovo.pk}")
    assert {key: number for key, (_url, number) in counts(html).items()} == {
        "overdue": 0, "returned": 1, "soon": 0, "later": 1, "submitted": 0, "accepted": 0,
    }  # fmt: skip
    check_that_counts_open(client, cast.elena, html)
    assert f'href="/?organization={cast.school5.pk}"' in html


def test_under_a_returned_item_stand_the_reviewers_words(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    task = document.task(cast.school5, document.d41)
    lifecycle.report(task=task, by=cast.elena, number=1, written_by=cast.elena, channel="page")
    lifecycle.return_(task=task, by=cast.anna, channel="page", comment="Нет подтверждения")
    html = page(client, cast.elena)
    assert "Петрова А. С., 15 декабря: «Нет подтверждения»" in html
    assert "Пункт 4.1: Петрова А. С. вернула отчёт № 1 на доработку" in html


def test_all_sent_is_said(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    for directive in (document.d41, document.d42):
        put(document.task(cast.school5, directive), Status.SUBMITTED, sent_by=cast.elena)
    html = page(client, cast.elena)
    assert "Всё отправлено, отчёты ждут проверки." in html
    assert "Заполнить отчёт" not in html


def test_a_municipal_controller_sees_the_queue_and_who_is_late(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.elena)
    for directive in (document.d41, document.d42):
        put(document.task(cast.korzovo, directive), Status.NEW, due_on=date(2022, 12, 13))
    html = page(client, cast.anna)
    assert counts(html)["review"] == ("/reports/review/", 1)
    assert "Пункты организации: Вяземский район" in html
    late = re.search(r'<a href="([^"]*)">МКОУ Корзовская ОШ</a><b class="late" data-overdue="2">', html)
    assert late
    assert 'data-total="2"' in page(client, cast.anna, late.group(1).replace("&amp;", "&"))


def test_the_board_counts_what_its_figures_open(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    came = {"due_on": date(2022, 12, 13)}
    put(document.task(cast.school5, document.d41), Status.ACCEPTED, sent_by=cast.elena, **came)
    put(document.task(cast.school5, document.d42), Status.ACCEPTED, sent_by=cast.elena, on_time=False, **came)
    put(document.task(cast.korzovo, document.d41), Status.NEW, **came)
    put(document.task(cast.school1, document.d41), Status.SUBMITTED, sent_by=cast.yulia, **came)
    put(document.task(cast.yartsevo, document.d21), Status.SUBMITTED, sent_by=cast.olga)
    for user in (cast.irina, cast.pavel):
        html = page(client, user)
        found = {key: number for key, (_url, number) in counts(html).items()}
        assert found == {"due": 4, "accepted": 2, "on_time": 1, "review": 2, "overdue": 1}
        assert "50,0" in html and "25,0" in html
        check_that_counts_open(client, user, html)
        assert f'under={cast.vyazma.pk}&amp;overdue=1">Вяземский район</a><b class="late" data-overdue="1"' in html
    assert "Ярцевский район, 2.1" in page(client, cast.irina)
    assert "ждут проверки" not in page(client, cast.pavel)


def test_without_a_role_it_says_what_to_do(client: Client, cast: SimpleNamespace) -> None:
    html = page(client, cast.boris)
    assert "data-empty" in html
    assert "Попросите координатора" in html


def test_signed_out_people_are_sent_to_sign_in(client: Client, db: Any) -> None:
    assert client.get("/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("who", ["irina", "anna", "sofia"])
def test_queries_do_not_grow_with_rows(client: Client, cast: SimpleNamespace, draft: SimpleNamespace, who: str) -> None:
    publish(resolution=draft.resolution, key="first", stamp=clock.now())
    few = queries(client, getattr(cast, who))
    for number in range(20):
        name = f"Школа {number}"
        create_organization(
            kind=cast.school5.kind, parent=cast.vyazma, name=name, short_name=name, opened_on=date(2020, 9, 1)
        )
    publish(resolution=draft.resolution, key="second", stamp=clock.now())
    assert queries(client, getattr(cast, who)) == few
    assert few <= 28


def queries(client: Client, user: User) -> int:
    page(client, user)
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    return len(captured)
