from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import User
from organizations.services.registry import create_organization
from tasks.models import Status
from tasks.tests.states import put


@pytest.fixture(autouse=True)
def clock_at() -> Iterator[None]:
    with time_machine.travel(datetime(2022, 12, 15, 9, 0, tzinfo=UTC), tick=False):
        yield


def page(client: Client, user: User, url: str) -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("who", "query", "expected"),
    [
        ("irina", "", 8),
        ("anna", "", 3),
        ("elena", "", 1),
        ("irina", "?search=ВЯЗЬМЫ", 1),
        ("irina", "?under={vyazma}", 3),
        ("irina", "?kind={schools}", 4),
        ("irina", "?state=closed", 1),
        ("irina", "?state=open", 7),
        ("anna", "?under={yartsevo}", 3),  # not hers: named as unreadable and left out
        ("boris", "", 0),
    ],
)
def test_the_list(client: Client, cast: SimpleNamespace, who: str, query: str, expected: int) -> None:
    cast.lyceum.closed_on = date(2022, 12, 1)
    cast.lyceum.save()
    values = {"vyazma": cast.vyazma.pk, "yartsevo": cast.yartsevo.pk, "schools": cast.school5.kind_id}
    html = page(client, getattr(cast, who), "/organizations/" + query.format(**values))
    assert f'data-total="{expected}"' in html
    assert len(re.findall(r"<tr data-organization=", html)) == expected
    assert ("data-empty" in html) == (expected == 0)


def test_counts_open_what_they_count(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    put(document.task(cast.school5, document.d41), Status.NEW, due_on=date(2022, 12, 13))
    put(document.task(cast.school5, document.d42), Status.SUBMITTED, sent_by=cast.elena)
    html = page(client, cast.anna, "/organizations/?search=вязьмы")
    found = re.findall(r'data-count="(\w+)"[^>]*href="([^"]*)">(\d+)</a>', html)
    assert [(key, number) for key, _url, number in found] == [("all", "2"), ("owed", "1"), ("overdue", "1")]
    for _key, url, number in found:
        assert f'data-total="{number}"' in page(client, cast.anna, url.replace("&amp;", "&"))


def test_one_organization(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    put(document.task(cast.school5, document.d41), Status.RETURNED, sent_by=cast.elena)
    html = page(client, cast.irina, f"/organizations/{cast.vyazma.pk}/")
    for words in ("Вяземский район (полное название)", "Петрова Анна Сергеевна", "Контролёр", "МКОУ Корзовская ОШ"):
        assert words in html
    assert "Фомин" not in html
    counters = re.findall(r'<a class="counter[^>]*href="([^"]*)">.*?<b data-count="(\w+)">(\d+)</b>', html)
    numbers = {(url.split("=")[0].split("?")[1], key): number for url, key, number in counters}
    assert numbers["organization", "all"] == "1"
    assert (numbers["under", "all"], numbers["under", "returned"]) == ("5", "1")
    for url, _key, number in counters:
        assert f'data-total="{number}"' in page(client, cast.irina, url.replace("&amp;", "&"))


@pytest.mark.parametrize(("who", "code"), [("anna", 200), ("elena", 404), ("olga", 404), ("boris", 404)])
def test_strangers_do_not_find_it(client: Client, cast: SimpleNamespace, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(f"/organizations/{cast.vyazma.pk}/").status_code == code


def test_ones_own_account(client: Client, cast: SimpleNamespace) -> None:
    html = page(client, cast.anna, "/account/")
    for words in ("Петрова Анна Сергеевна", "anna@portal.example", "Исполнитель", "Контролёр", "Вяземский район"):
        assert words in html
    assert 'href="/accounts/password/change/"' in html
    assert "обратитесь к координатору" in page(client, cast.boris, "/account/")


def test_a_school_lists_its_items_and_a_municipality_its_schools(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    school = page(client, cast.anna, f"/organizations/{cast.school5.pk}/")
    tasks = [document.task(cast.school5, each).pk for each in (document.d41, document.d42)]
    assert re.findall(r'<li class="item" data-task="(\d+)"', school) == [str(pk) for pk in tasks]
    assert 'class="item"' not in page(client, cast.anna, f"/organizations/{cast.vyazma.pk}/")


@pytest.mark.parametrize("url", ["/organizations/", "/organizations/{vyazma}/"])
def test_queries_do_not_grow_with_rows(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace, url: str
) -> None:
    address = url.format(vyazma=cast.vyazma.pk)
    few = queries(client, cast.anna, address)
    for number in range(22):
        name = f"Школа {number}"
        create_organization(
            kind=cast.school5.kind, parent=cast.vyazma, name=name, short_name=name, opened_on=date(2020, 9, 1)
        )
    assert queries(client, cast.anna, address) == few <= 14


def queries(client: Client, user: User, url: str) -> int:
    page(client, user, url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)
