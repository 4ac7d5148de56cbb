"""The centre: one's own notices only, by day; opening one reads it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resolution_portal.notices.models import Notice

NOW = dt.datetime(2022, 12, 15, 10, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock_at():
    with time_machine.travel(NOW, tick=False):
        yield


def notice(person, number: int, **more) -> Notice:
    usual = {"type": "accepted", "title": f"Весть {number}", "url": "/help/", "created_at": NOW - number * 8 * HOUR}
    return Notice.objects.create(recipient=person, once_key=f"{person.pk}:{number}", **{**usual, **more})


def page(client, person, url="/notices/") -> str:
    client.force_login(person)
    return client.get(url).content.decode().replace("\xa0", " ")


def test_by_day_the_newest_first_and_nobody_elses(client, alice, bob):
    for number in (4, 3, 2, 1):
        notice(alice, number)
    notice(bob, 9, title="Чужая весть")
    html = page(client, alice)
    assert re.findall(r"<h2>(\d[^<]+)</h2>|>(Весть \d)<", html) == [
        ("15 декабря (чт)", ""),
        ("", "Весть 1"),
        ("14 декабря (ср)", ""),
        ("", "Весть 2"),
        ("", "Весть 3"),
        ("", "Весть 4"),
    ]
    assert "Чужая" not in html
    assert 'data-total="4"' in html
    assert "4 непрочитанных" in html


def test_opening_reads_it_and_leads_on(client, alice):
    one = notice(alice, 1, for_digest=True)
    client.force_login(alice)
    answer = client.get(f"/notices/{one.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    one.refresh_from_db()
    assert (one.read_at, one.for_digest) == (NOW, False)
    assert page(client, alice, "/notices/?unread=1").count("data-notice=") == 0


@pytest.mark.parametrize(
    "url", ["", "https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_it_never_leads_elsewhere(client, alice, url):
    one = notice(alice, 1, url=url)
    client.force_login(alice)
    assert client.get(f"/notices/{one.pk}/")["Location"] == "/notices/"


def test_anybody_elses_is_not_found_and_stays_unread(client, alice, bob):
    one = notice(bob, 1)
    client.force_login(alice)
    assert client.get(f"/notices/{one.pk}/").status_code == 404
    client.post("/notices/read/", {"up_to": one.pk})
    one.refresh_from_db()
    assert one.read_at is None


def test_what_came_after_the_page_stays_unread(client, alice):
    notice(alice, 2)
    html = page(client, alice)
    up_to = re.search(r'name="up_to" value="(\d+)"', html)
    assert up_to
    late = notice(alice, 1)
    answer = client.post("/notices/read/", {"up_to": up_to.group(1)})
    assert (answer.status_code, answer["Location"]) == (303, "/notices/")
    assert list(alice.notices.filter(read_at=None)) == [late]


@pytest.mark.parametrize("up_to", ["", "abc", "-1", "9" * 400])
def test_a_broken_form_breaks_nothing(client, alice, up_to):
    notice(alice, 1)
    client.force_login(alice)
    assert client.post("/notices/read/", {"up_to": up_to}).status_code == 303


def test_the_bell_counts(client, alice):
    assert re.search(r"data-unread-count hidden>0<", page(client, alice, "/help/"))
    for number in (1, 2):
        notice(alice, number)
    notice(alice, 3, read_at=NOW)
    assert re.search(r"data-unread-count>2<", page(client, alice, "/help/"))
    answer = client.get("/notices/unread/")
    assert answer.json() == {"unread": 2}
    assert "no-store" in answer["Cache-Control"]


def test_nothing_yet(client, alice):
    assert "Уведомлений пока нет" in page(client, alice)
    assert "Непрочитанных уведомлений нет" in page(client, alice, "/notices/?unread=1")
    assert "data-empty" in page(client, alice)


def test_more_rows_cost_no_more_queries(client, alice):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, alice)
        return len(captured)

    for number in range(5):
        notice(alice, number)
    queries()  # the first request signs in
    few = queries()
    for number in range(5, 25):
        notice(alice, number)
    assert queries() == few
