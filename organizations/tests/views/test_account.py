"""«Мои данные»: how often to write, and the link to one's calendar."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from organizations.models import CalendarLink
from resolution_portal import clock
from resolution_portal.audit.models import Entry
from resolution_portal.notices.models import Notice


@pytest.fixture
def elena(client: Client, cast: SimpleNamespace) -> Client:
    client.force_login(cast.elena)
    return client


def chosen(client: Client) -> list[str]:
    html = client.get("/account/").content.decode()
    return re.findall(r'<input type="radio" name="mail" value="(\w+)"[^>]* checked', html)


def link_on(answer: object) -> str:
    found = re.search(r'value="https?://[^/]+(/calendar/[^"]+)" readonly', answer.content.decode())  # type: ignore[attr-defined]
    assert found
    return found.group(1)


def test_once_a_day_until_something_else_is_chosen(elena: Client, cast: SimpleNamespace) -> None:
    assert chosen(elena) == ["daily"]
    answer = elena.post("/account/mail/", {"mail": "all"})
    assert (answer.status_code, answer["Location"]) == (303, "/account/#mail")
    assert chosen(elena) == ["all"]
    cast.elena.refresh_from_db()
    assert cast.elena.settings == {"mail": "all"}


def test_other_settings_stay(elena: Client, cast: SimpleNamespace) -> None:
    cast.elena.settings = {"other": 1}
    cast.elena.save()
    elena.post("/account/mail/", {"mail": "important"})
    cast.elena.refresh_from_db()
    assert cast.elena.settings == {"other": 1, "mail": "important"}


@pytest.mark.parametrize("typed", [{}, {"mail": ""}, {"mail": "hourly"}])
def test_an_unknown_choice_is_refused(elena: Client, cast: SimpleNamespace, typed: dict[str, str]) -> None:
    answer = elena.post("/account/mail/", typed)
    assert answer.status_code == 422
    assert "Выберите, как часто присылать письма." in answer.content.decode()
    cast.elena.refresh_from_db()
    assert cast.elena.settings == {}


def test_only_the_important_ends_the_wait_for_a_letter(elena: Client, cast: SimpleNamespace) -> None:
    Notice.objects.create(recipient=cast.elena, type="accepted", title="…", once_key="1", for_digest=True)
    Notice.objects.create(recipient=cast.maria, type="accepted", title="…", once_key="2", for_digest=True)
    elena.post("/account/mail/", {"mail": "important"})
    assert [notice.recipient for notice in Notice.objects.filter(for_digest=True)] == [cast.maria]


def test_a_link_works_until_it_is_revoked(elena: Client, cast: SimpleNamespace) -> None:
    made = elena.post("/account/calendar/")
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    url = link_on(made)
    raw = url.removeprefix("/calendar/").removesuffix(".ics")
    assert raw not in "".join(CalendarLink.objects.values_list("digest", flat=True))
    anybody = Client()
    answer = anybody.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    account = elena.get("/account/").content.decode()
    assert "Календарь обращался" in account and raw not in account
    assert elena.post("/account/calendar/revoke/")["Location"] == "/account/#calendar"
    assert anybody.get(url).status_code == 404
    actions = ["calendar_link_made", "calendar_link_revoked"]
    assert (
        list(Entry.objects.filter(action__startswith="calendar").order_by("id").values_list("action", flat=True))
        == actions
    )


def test_a_fresh_link_replaces_the_earlier_one(elena: Client) -> None:
    first, second = (link_on(elena.post("/account/calendar/")) for _turn in range(2))
    anybody = Client()
    assert [anybody.get(url).status_code for url in (first, second)] == [404, 200]
    assert CalendarLink.objects.filter(revoked_at=None).count() == 1


def test_closed_access_ends_it(elena: Client, cast: SimpleNamespace) -> None:
    url = link_on(elena.post("/account/calendar/"))
    cast.elena.is_active = False
    cast.elena.save()
    assert Client().get(url).status_code == 404


def test_unknown_links_and_nothing_to_revoke(elena: Client) -> None:
    assert Client().get("/calendar/unknown.ics").status_code == 404
    assert elena.post("/account/calendar/revoke/").status_code == 303
    assert not Entry.objects.filter(action="calendar_link_revoked", at__lte=clock.now()).exists()
