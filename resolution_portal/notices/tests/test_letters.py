import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.template import TemplateDoesNotExist

from resolution_portal import clock
from resolution_portal.background import wake
from resolution_portal.notices import jobs
from resolution_portal.notices.letters import Draft, account_mail, post, post_many
from resolution_portal.notices.models import Letter
from resolution_portal.once.tests.racing import race

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_hand")]
NOW = dt.datetime(2022, 12, 15, 10, 0, tzinfo=dt.UTC)


def returned(user, key: str = "returned:1", **more):
    context = {"title": "МБОУ «Школа № 3» & сад"}
    fields: dict[str, Any] = {
        "type": "returned",
        "template_prefix": "letters/returned",
        "context": context,
        "once_key": key,
        "now": NOW,
    }
    return post(recipient=user, **fields, **more)


def draft(key: str, user=None, **more) -> Draft:
    return Draft(type="plain", template="letters/plain", once_key=key, recipient=user, **more)


def test_a_letter_is_written_down_whole(alice):
    letter = returned(alice, headers={"X-Portal-Tasks": "4,8"})
    stored = Letter.objects.get()
    assert letter is not None
    assert letter.pk == stored.pk
    assert stored.subject == "Отчёт вернули: МБОУ «Школа № 3» & сад"
    assert stored.text == "МБОУ «Школа № 3» & сад\nhttps://portal.example/tasks/1/\n"
    assert stored.html == "<p>МБОУ «Школа № 3» &amp; сад</p>"
    assert stored.headers == {
        "X-Portal-Type": "returned",
        "X-Portal-Tasks": "4,8",
        "List-Unsubscribe": "<https://portal.example/account/#mail>",
    }
    assert (stored.address, stored.recipient_id) == ("alice@portal.example", alice.pk)
    assert (stored.state, stored.created_at, stored.next_try_at) == ("queued", NOW, NOW)
    assert stored.message_id.endswith("@portal.example>")


def test_a_letter_may_have_no_html_and_no_recipient_of_ours():
    post(
        type="plain",
        template_prefix="letters/plain",
        recipient=None,
        address="guest@mail.example",
        context={},
        once_key="plain:1",
        now=NOW,
    )
    stored = Letter.objects.get()
    assert (stored.address, stored.text, stored.html) == ("guest@mail.example", "Текст\n", "")


def test_a_letter_without_its_text_is_a_mistake_of_ours(alice):
    with pytest.raises(TemplateDoesNotExist):
        post(type="x", template_prefix="letters/x", recipient=alice, context={}, once_key="x", now=NOW)


def test_a_key_writes_one_letter(alice):
    first = returned(alice)
    assert first is not None
    assert returned(alice) is None
    assert Letter.objects.get().message_id == first.message_id
    assert returned(alice, key="returned:2") is not None


@pytest.mark.django_db(transaction=True)
def test_racers_write_one_letter(alice):
    results = race(lambda: returned(alice), racers=5)
    assert sum(isinstance(result, Letter) for result in results) == 1
    assert results.count(None) == 4


def test_many_letters_take_few_queries_and_known_ones_are_left_out(alice, django_assert_max_num_queries):
    post_many([draft("plain:7", alice)], now=NOW)
    drafts = [draft(f"plain:{number}", alice, headers={"X-Portal-Tasks": str(number)}) for number in range(400)]
    with django_assert_max_num_queries(8):
        assert post_many(drafts, now=NOW) == 399
    assert post_many(drafts, now=NOW) == 0
    assert Letter.objects.count() == 400
    assert Letter.objects.values("message_id").distinct().count() == 400
    assert post_many([], now=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_workers_are_told_when_the_deed_is_committed(alice, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(wake, "_silent_until", 0.0)
    monkeypatch.setattr(jobs.deliver, "apply_async", lambda args, **options: told.append(f"deliver {args[0]}"))
    monkeypatch.setattr(jobs.sweep, "apply_async", lambda args, **options: told.append("sweep"))
    with transaction.atomic():
        letter = returned(alice)
        post_many([draft("plain:1", alice), draft("plain:2", alice)], now=NOW)
        assert told == []
    assert letter is not None
    assert told == [f"deliver {letter.pk}", "sweep"]


def test_the_accounts_librarys_mail_goes_the_same_way(alice):
    before = clock.now()
    link = "https://portal.example/reset/1-a/?a=1&b=2"
    letter = account_mail("account/email/reset", "alice@portal.example", {"user": alice, "password_reset_url": link})
    assert (letter.type, letter.subject, letter.text) == ("account.reset", "Новый пароль", link + "\n")
    assert (letter.recipient_id, letter.address) == (alice.pk, "alice@portal.example")
    assert letter.created_at >= before
    assert Letter.objects.get().pk == letter.pk
