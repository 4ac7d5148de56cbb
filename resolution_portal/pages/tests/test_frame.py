from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from organizations.permissions import remember
from resolution_portal.pages.frame import Frame, frame
from resolution_portal.pages.regions import region_of
from tasks.models import Status
from tasks.tests.states import put


@pytest.fixture(autouse=True)
def clock_at() -> Iterator[None]:
    with time_machine.travel(datetime(2022, 12, 15, 9, 0, tzinfo=UTC), tick=False):
        yield


def sections(client: Client, user: object, url: str = "/help/") -> dict[str, str]:
    """Title → address of the white row."""
    client.force_login(user)  # type: ignore[arg-type]  # one of the cast
    html = client.get(url).content.decode().replace("\xa0", " ")
    links = re.findall(r'<a href="([^"]*)"[^>]*data-section="\w+">([^<]*?)\s*(?:<|$)', html)
    return {title: address for address, title in links}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("irina", "Контроль Исполнение Проверка Документы_на_контроле Организации Сводная_таблица Помощь"),
        ("pavel", "Контроль Документы_на_контроле Организации Сводная_таблица Помощь"),
        ("anna", "Мои_пункты Проверка Организации Сводная_таблица Документы Помощь"),
        ("sofia", "Мои_пункты Организации Сводная_таблица Документы Помощь"),
        ("elena", "Мои_пункты Моя_организация Помощь"),
        ("dmitry", "Мои_пункты Моя_организация Помощь"),
        ("boris", "Помощь"),
    ],
)
def test_sections_follow_the_desk(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace, who: str, expected: str
) -> None:
    found = sections(client, getattr(cast, who))
    assert list(found) == [title.replace("_", " ") for title in expected.split()]
    for url in found.values():
        assert client.get(url).status_code == 200, url


def test_sections_carry_their_counts(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    put(document.task(cast.vyazma, document.d21), Status.SUBMITTED, sent_by=cast.anna)
    put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.elena)
    for who, review in (("irina", 1), ("anna", 1), ("olga", None)):
        client.force_login(getattr(cast, who))
        html = client.get("/help/").content.decode()
        found = re.search(r'data-section="review">Проверка(?: <span class="count">(\d+)</span>)?', html)
        assert found and found.group(1) == (str(review) if review else None), who
    assert 'data-section="own">Исполнение <span class="count">1</span>' in html_of(client, cast.irina)


def test_the_current_section_is_marked_once(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    for url, key in (
        ("/", "start"),
        ("/tasks/", "start"),
        (f"/tasks/?organization={cast.region.pk}", "own"),
        ("/organizations/", "organizations"),
        ("/help/", "help"),
    ):
        html = html_of(client, cast.irina, url)
        assert re.findall(r'aria-current="page" data-section="(\w+)"', html) == [key]


def test_it_costs_four_queries(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    for who in ("irina", "anna", "elena"):
        request = RequestFactory().get("/help/")
        request.user = getattr(cast, who)
        remember(request.user)
        with CaptureQueriesContext(connection) as captured:
            assert frame(request)["frame"].sections
        assert len(captured) <= 4


def test_nobody_signed_in_has_an_empty_frame() -> None:
    request = RequestFactory().get("/accounts/login/")
    assert frame(request)["frame"] == Frame()
    request.user = AnonymousUser()
    assert frame(request)["frame"] == Frame()


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Департамент Смоленской области по образованию и науке", "Смоленская область"),
        ("Министерство образования и науки Смоленской области", "Смоленская область"),
        ("Управление образования Липецкой области", "Липецкая область"),
        ("Министерство образования Красноярского края", "Красноярский край"),
        ("Министерство просвещения Республики Карелия", "Республика Карелия"),
        ("Школа № 5", ""),
    ],
)
def test_the_region_is_read_off_the_top_organizations_name(name: str, region: str) -> None:
    assert region_of(name) == region


def html_of(client: Client, user: object, url: str = "/help/") -> str:
    client.force_login(user)  # type: ignore[arg-type]  # one of the cast
    return client.get(url).content.decode()
