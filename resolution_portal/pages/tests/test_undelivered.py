"""Undelivered letters: whose they are, why, and another try to the address of today."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization
from organizations.services.invitations import invite
from resolution_portal import clock
from resolution_portal.notices.models import Letter


def failed(key: str, person: Any = None, address: str = "", **more: Any) -> Letter:
    usual = {
        "type": "returned",
        "subject": f"Письмо {key}",
        "address": address or person.email,
        "state": "failed",
        "attempts": 5,
        "message_id": f"<{key}@portal.example>",
        "last_error": "SMTPRecipientsRefused: 550 нет такого ящика",
    }
    return Letter.objects.create(recipient=person, once_key=key, **{**usual, **more})


@pytest.fixture
def letters(cast: SimpleNamespace) -> dict[str, Letter]:
    Organization.objects.filter(pk=cast.korzovo.pk).update(email="korzovo@school.example", phone="8 (48131) 5-00-00")
    invite(organization=cast.school5, role="executor", email="new@school5.example", by=cast.anna)
    Letter.objects.filter(type="invitation").update(state="failed", subject="Письмо invited")
    return {
        "elena": failed("elena", cast.elena),
        "korzovo": failed("korzovo", address="korzovo@school.example"),
        "yulia": failed("yulia", cast.yulia, last_error="TimeoutError: timed out"),
        "foreign": failed("foreign", cast.foreign),
        "old": failed("old", cast.elena, created_at=clock.now() - timedelta(days=61)),
        "secret": failed("secret", cast.elena, type="account.password_reset_key"),
        "sent": failed("sent", cast.elena, state="sent", sent_at=clock.now()),
    }


def page(client: Client, user: Any) -> str:
    client.force_login(user)
    return client.get("/notices/undelivered/").content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("anna", {"elena", "korzovo", "invited"}),
        ("olga", {"yulia"}),
        ("irina", {"elena", "korzovo", "invited", "yulia"}),
        ("stranger", {"foreign"}),
    ],
)
def test_those_below_one(client: Client, cast: SimpleNamespace, letters: object, who: str, sees: set[str]) -> None:
    html = page(client, getattr(cast, who))
    names = ("elena", "korzovo", "invited", "yulia", "foreign", "old", "secret", "sent")
    assert {name for name in names if f"Письмо {name}<" in html} == sees


def test_the_reason_and_the_phone(client: Client, cast: SimpleNamespace, letters: object) -> None:
    html = page(client, cast.irina)
    assert "8 (48131) 5-00-00" in html
    assert "Почтовый сервер не принял письмо на этот адрес." in html
    assert "550 нет такого ящика" in html
    assert "Почтовый сервер не отвечал." in html


def test_again_to_the_address_of_today(client: Client, cast: SimpleNamespace, letters: dict[str, Letter]) -> None:
    cast.elena.email = "ivanova@school5.example"
    cast.elena.save()
    assert "Адрес исправлен" in page(client, cast.anna)
    url = f"/notices/undelivered/{letters['elena'].pk}/send/"
    answer = client.post(url, {"once_key": "1"})
    assert (answer.status_code, answer["Location"]) == (303, "/notices/undelivered/")
    letter = letters["elena"]
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.address) == ("queued", 0, "ivanova@school5.example")
    assert letter.message_id == "<elena@portal.example>"
    assert client.post(url, {"once_key": "1"}).status_code == 303
    assert client.post(url, {"once_key": "2"}).status_code == 404


@pytest.mark.parametrize(("who", "code"), [("anna", 404), ("elena", 403), ("pavel", 403)])
def test_anybody_elses_stays_as_it_is(
    client: Client, cast: SimpleNamespace, letters: dict[str, Letter], who: str, code: int
) -> None:
    client.force_login(getattr(cast, who))
    assert client.post(f"/notices/undelivered/{letters['yulia'].pk}/send/").status_code == code
    letters["yulia"].refresh_from_db()
    assert letters["yulia"].state == "failed"


def test_all_has_left(client: Client, cast: SimpleNamespace) -> None:
    assert "Недоставленных писем нет" in page(client, cast.anna)


def test_more_letters_cost_no_more_queries(client: Client, cast: SimpleNamespace) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, cast.anna)
        return len(captured)

    for number in range(5):
        failed(str(number), cast.elena)
    queries()  # the first request signs in
    few = queries()
    for number in range(5, 25):
        failed(str(number), cast.tatyana)
    assert queries() == few
