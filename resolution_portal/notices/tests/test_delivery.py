import datetime as dt
import smtplib
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from resolution_portal import clock
from resolution_portal.notices import delivery, jobs
from resolution_portal.notices.models import Letter
from resolution_portal.once.tests.racing import race

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2022, 12, 15, 10, 0, tzinfo=dt.UTC)


def letter(number: int = 1, **fields) -> Letter:
    texts = {"subject": "Отчёт вернули", "text": "Здравствуйте!", "html": "<p>Здравствуйте!</p>"}
    return Letter.objects.create(
        type=fields.pop("type", "returned"),
        address="alice@portal.example",
        headers={"X-Portal-Type": "returned", "X-Portal-Tasks": "4,8"},
        message_id=f"<{number}@portal.example>",
        once_key=f"returned:{number}",
        next_try_at=fields.pop("next_try_at", NOW),
        **texts,
        **fields,
    )


def again(one: Letter) -> Letter:
    return Letter.objects.get(pk=one.pk)


class Down(EmailBackend):
    """A mail server that refuses all."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


@pytest.fixture
def server_down(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Down"


def test_a_letter_leaves_once_with_its_own_message_id():
    one = letter()
    assert [delivery.deliver(one.pk, now=NOW) for _number in range(2)] == [True, False]
    sent: Any = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert (sent.to, sent.subject, sent.body) == (["alice@portal.example"], "Отчёт вернули", "Здравствуйте!")
    assert sent.alternatives == [("<p>Здравствуйте!</p>", "text/html")]
    headers = sent.message()
    assert headers["Message-ID"] == "<1@portal.example>"
    assert (headers["X-Portal-Type"], headers["X-Portal-Tasks"]) == ("returned", "4,8")
    assert (again(one).state, again(one).attempts, again(one).lease_until) == ("sent", 1, None)
    assert again(one).sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_racing_workers_send_it_once():
    one = letter()
    assert sorted(race(lambda: delivery.deliver(one.pk, now=clock.now()), racers=6)) == [False] * 5 + [True]
    assert len(mail.outbox) == 1


@time_machine.travel(NOW, tick=False)
def test_a_letter_is_tried_again_at_growing_intervals_and_then_given_up(server_down):
    one = letter()
    minutes = []
    moment = NOW
    for _number in range(4):
        with time_machine.travel(moment, tick=False):
            assert not delivery.deliver(one.pk, now=moment)
        waiting = again(one)
        assert waiting.state == "queued"
        minutes.append((waiting.next_try_at - moment) // dt.timedelta(minutes=1))
        assert not delivery.due(waiting.next_try_at - dt.timedelta(seconds=1)).exists()
        moment = waiting.next_try_at
    assert minutes == [1, 5, 30, 120]
    delivery.deliver(one.pk, now=moment)
    assert (again(one).state, again(one).attempts) == ("failed", 5)
    assert again(one).last_error == "SMTPServerDisconnected: Connection unexpectedly closed"
    assert again(one).message_id == "<1@portal.example>"


def test_a_letter_of_a_killed_worker_is_sent_when_its_lease_ran_out():
    one = letter(state="sending", attempts=1, lease_until=NOW)
    assert not delivery.deliver(one.pk, now=NOW)
    assert delivery.deliver(one.pk, now=NOW + dt.timedelta(seconds=1))
    assert (again(one).state, again(one).attempts) == ("sent", 2)


def test_the_sweep_sends_what_is_due():
    due = [letter(number, next_try_at=clock.now()) for number in (1, 2)]
    later = letter(3, next_try_at=clock.now() + dt.timedelta(minutes=5))
    letter(4, state="failed")
    jobs.sweep()
    assert [again(one).state for one in due] == ["sent", "sent"]
    assert again(later).state == "queued"
    assert [message.extra_headers["Message-ID"] for message in mail.outbox] == [
        "<1@portal.example>",
        "<2@portal.example>",
    ]


class Line:
    """A connection to a mail server that says «try again» to the second letter."""

    opened: list["Line"] = []

    def __init__(self, *address: Any, **options: Any) -> None:
        self.letters: list[str] = []
        self.opened.append(self)

    def sendmail(self, sender: str, addresses: list[str], message: bytes) -> None:
        name = message.split(b"Message-ID: <")[1][:1].decode()
        if name == "2":
            raise smtplib.SMTPDataError(451, b"4.7.1 Try again later")
        self.letters.append(name)

    def quit(self) -> None:
        """Nothing to say good-bye to."""


def test_letters_share_a_connection_until_one_is_refused(settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(Line, "opened", [])
    monkeypatch.setattr(smtplib, "SMTP", Line)
    for number in range(5):
        letter(number)
    jobs.sweep()
    assert [line.letters for line in Line.opened] == [["0", "1"], ["3", "4"]]


def test_a_full_round_calls_the_next(monkeypatch):
    called: list[object] = []
    monkeypatch.setattr(jobs, "_AT_ONCE", 2)
    monkeypatch.setattr(jobs, "wake", called.append)
    for number in range(3):
        letter(number)
    jobs.sweep()
    jobs.sweep()
    assert called == [jobs.sweep]
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(("demo", "text"), [(False, ""), (True, "Здравствуйте!")])
def test_a_link_that_lets_in_is_not_kept_outside_a_demonstration(settings, demo, text):
    settings.PORTAL_DEMO = demo
    one = letter(type="account.password_reset_key")
    delivery.deliver(one.pk, now=NOW)
    assert mail.outbox[0].body == "Здравствуйте!"
    assert again(one).text == text
