"""Who has not sent: by date, with phones, and the words for the chat."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization
from organizations.permissions import reach_of
from organizations.services.registry import create_organization
from organizations.tests.cast import LONG_AGO
from reports.missing import chat_words, debtors
from reports.tests.drafting import sent
from resolution_portal import clock
from tasks.services.publishing import publish

URL = "/reports/review/missing/"


def body(client: Client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return re.sub(r"[\u00a0\u202f]", " ", response.content.decode())


def listed(text: str) -> set[int]:
    return {int(pk) for pk in re.findall(r'data-organization="(\d+)"', text)}


def test_those_who_owe_are_listed_with_their_phones(
    cast: SimpleNamespace, client: Client, document: SimpleNamespace
) -> None:
    sent(document.task(cast.school5, document.d41), cast.elena)
    for directive in (document.d41, document.d42):
        sent(document.task(cast.korzovo, directive), cast.tatyana)
    client.force_login(cast.anna)
    text = body(client)
    assert listed(text) == {cast.school5.pk}
    assert 'data-total="1"' in text
    assert "Иванова Елена Викторовна" in text
    assert 'href="tel:' in text
    assert "МБОУ «СШ № 5» г. Вязьмы (п. 4.2)" in text


PEOPLE = """
    anna     school5 korzovo
    olga     school1
    irina    vyazma yartsevo lyceum soiro
    elena
    pavel
    stranger
"""


@pytest.mark.parametrize("row", PEOPLE.split("\n")[1:-1])
def test_everybody_sees_whose_reports_come_to_them(
    cast: SimpleNamespace, client: Client, document: SimpleNamespace, row: str
) -> None:
    person, *names = row.split()
    client.force_login(getattr(cast, person))
    text = body(client)
    own = {cast.region.pk} if person == "irina" else set()
    assert listed(text) == {getattr(cast, name).pk for name in names} | own
    assert ("data-empty" in text) == (not names)


def test_a_coordinator_may_look_at_everything_below(
    cast: SimpleNamespace, client: Client, document: SimpleNamespace
) -> None:
    client.force_login(cast.irina)
    assert {cast.school5.pk, cast.school1.pk, cast.vyazma.pk} <= listed(body(client, f"{URL}?below=1"))
    assert cast.other_school.pk not in listed(body(client, f"{URL}?below=1"))


@pytest.mark.parametrize("asked", ["вчера", "2022-13-45", "1999-01-01"])
def test_a_date_nobody_has_is_answered_by_the_nearest(
    cast: SimpleNamespace, client: Client, document: SimpleNamespace, asked: str
) -> None:
    client.force_login(cast.anna)
    assert listed(body(client, f"{URL}?date={asked}")) == {cast.school5.pk, cast.korzovo.pk}


@pytest.mark.parametrize(
    ("days", "words"),
    [(2, "остаётся 2 дня."), (1, "остаётся 1 день."), (5, "остаётся 5 дней."), (0, "последний день."), (-3, "прошёл.")],
)
def test_the_words_for_the_chat(cast: SimpleNamespace, document: SimpleNamespace, days: int, words: str) -> None:
    sent(document.task(cast.school5, document.d41), cast.elena)
    due_on = document.task(cast.school5, document.d42).due_on
    found = debtors(cast.anna, reach_of(cast.anna), due_on=due_on)
    text = chat_words(found, due_on=clock.today() + timedelta(days=days), url="https://portal.example/")
    assert text.startswith("Коллеги, ")
    assert words in text
    assert "ещё не сдали: МБОУ «СШ № 5» г. Вязьмы (п. 4.2), МКОУ Корзовская ОШ (все пункты)." in text
    assert text.endswith("Сдать можно с телефона: https://portal.example/")


def test_more_organizations_ask_no_more_queries(
    cast: SimpleNamespace, client: Client, document: SimpleNamespace
) -> None:
    client.force_login(cast.anna)
    _schools(cast, document, 5)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        assert 'data-total="7"' in body(client)
    _schools(cast, document, 20)
    with CaptureQueriesContext(connection) as many:
        assert 'data-total="27"' in body(client)
    assert len(many) <= len(few)


def _schools(cast: SimpleNamespace, document: SimpleNamespace, count: int) -> list[Organization]:
    made = [
        create_organization(
            kind=cast.school5.kind,
            parent=cast.vyazma,
            name=f"Ш {count}-{n}",
            short_name=f"Ш {count}-{n}",
            opened_on=LONG_AGO,
        )
        for n in range(count)
    ]
    publish(resolution=document.resolution, key=f"more-{count}", stamp=clock.now())
    return made
