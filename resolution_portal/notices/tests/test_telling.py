"""Lines under the bell with the mail beside them."""

from __future__ import annotations

import datetime as dt

import pytest

from resolution_portal.notices.models import Letter, Notice
from resolution_portal.notices.telling import Message, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_hand")]
NOW = dt.datetime(2022, 12, 15, 10, 0, tzinfo=dt.UTC)


def message(person, type="accepted", key="accepted:1", **more) -> Message:
    context = {"title": "пункт 4.1", "lead": "Отчёт принят."}
    return Message(
        recipient=person,
        type=type,
        template="letters/returned",
        once_key=key,
        url="/tasks/1/",
        context=context,
        headers={"X-Portal-Tasks": "1"},
        **more,
    )


def test_by_default_it_waits_for_the_letter_of_the_day(alice):
    tell([message(alice)], now=NOW)
    notice = Notice.objects.get()
    assert (notice.title, notice.body, notice.url) == ("Отчёт вернули: пункт 4.1", "Отчёт принят.", "/tasks/1/")
    assert (notice.for_digest, notice.letter, notice.read_at, notice.created_at) == (True, None, None, NOW)
    assert not Letter.objects.exists()


def test_all_at_once_writes_the_letter_too(alice):
    alice.settings = {"mail": "all"}
    tell([message(alice)], now=NOW)
    notice, letter = Notice.objects.get(), Letter.objects.get()
    assert (notice.for_digest, notice.letter) == (False, letter)
    assert (letter.address, letter.once_key, letter.headers["X-Portal-Tasks"]) == (alice.email, "accepted:1", "1")


def test_only_the_important_stays_under_the_bell(alice):
    alice.settings = {"mail": "important"}
    tell([message(alice)], now=NOW)
    notice = Notice.objects.get()
    assert (notice.for_digest, notice.letter) == (False, None)


def test_twice_is_once(alice, bob):
    alice.settings = {"mail": "all"}
    for _turn in range(2):
        tell([message(alice), message(bob, key="accepted:2")], now=NOW)
    assert Notice.objects.count() == 2
    assert Letter.objects.count() == 1
    tell([], now=NOW)


def test_what_asks_for_nothing_is_kept_as_read(alice):
    tell([message(alice, is_read=True)], now=NOW)
    assert Notice.objects.get().read_at == NOW


def test_many_cost_no_more_queries_than_few(alice, django_assert_max_num_queries):
    alice.settings = {"mail": "all"}
    with django_assert_max_num_queries(14):
        tell([message(alice, key=f"accepted:{number}") for number in range(300)], now=NOW)
    assert Notice.objects.exclude(letter=None).count() == 300
