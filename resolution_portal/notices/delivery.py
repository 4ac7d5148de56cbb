"""How letters leave: each is claimed for one attempt, tried again at growing intervals, and known by one Message-ID."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q, QuerySet

from resolution_portal import clock
from resolution_portal.notices.models import Letter

ACCOUNT = "account."
_log = logging.getLogger(__name__)
_LEASE = dt.timedelta(seconds=settings.LEASE_SECONDS)
_SECONDS_TO_CONNECT = 20
_AGAIN_AFTER = [dt.timedelta(seconds=settings.RETRY_SECONDS) * times for times in (1, 5, 30, 120)]


def due(now: dt.datetime) -> QuerySet[Letter]:
    """Letters that wait: their time has come, or the worker that was sending them is gone."""
    waiting = Q(state=Letter.State.QUEUED, next_try_at__lte=now)
    abandoned = Q(state=Letter.State.SENDING, lease_until__lt=now)
    return Letter.objects.filter(waiting | abandoned)


def deliver(letter_id: int, *, now: dt.datetime, connection: BaseEmailBackend | None = None) -> bool:
    """Send the letter unless it is sent or somebody is at it; whether it has left now."""
    taken = due(now).filter(pk=letter_id)
    if not taken.update(state=Letter.State.SENDING, lease_until=clock.now() + _LEASE, attempts=F("attempts") + 1):
        return False
    letter = Letter.objects.get(pk=letter_id)
    try:
        if connection is not None:
            connection.open()  # left to the first letter, it would be closed behind each
        _message(letter, connection or _connect()).send()
    except Exception as error:  # whatever the mail server or the way to it came up with
        _log.warning("letter %s, attempt %s: %s", letter_id, letter.attempts, error)
        _put_off(letter, error)
        return False
    _put_away(letter)
    return True


def deliver_due(*, now: dt.datetime, limit: int) -> int:
    """Send what is due over one connection, the oldest first; how many were tried."""
    ids = list(due(now).order_by("next_try_at", "id").values_list("pk", flat=True)[:limit])
    connection = _connect()
    for letter_id in ids:
        if not deliver(letter_id, now=now, connection=connection):
            _close(connection)
    _close(connection)
    return len(ids)


def undelivered() -> QuerySet[Letter]:
    """Letters that were tried as often as it makes sense and did not leave, the newest first."""
    return Letter.objects.filter(state=Letter.State.FAILED).order_by("-id")


def _message(letter: Letter, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.address],
        headers={**letter.headers, "Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _put_away(letter: Letter) -> None:
    """A letter about an account holds a link that lets in: outside a demonstration it is not kept."""
    secret = letter.type.startswith(ACCOUNT) and not settings.PORTAL_DEMO
    _held(letter).update(
        state=Letter.State.SENT,
        sent_at=clock.now(),
        lease_until=None,
        last_error="",
        **({"text": "", "html": ""} if secret else {}),
    )


def _put_off(letter: Letter, error: Exception) -> None:
    words = f"{type(error).__name__}: {error}"[:1000]
    if letter.attempts > len(_AGAIN_AFTER):
        _held(letter).update(state=Letter.State.FAILED, lease_until=None, last_error=words)
        return
    again = clock.now() + _AGAIN_AFTER[letter.attempts - 1]
    _held(letter).update(state=Letter.State.QUEUED, next_try_at=again, lease_until=None, last_error=words)


def _held(letter: Letter) -> QuerySet[Letter]:
    return Letter.objects.filter(pk=letter.pk, state=Letter.State.SENDING, attempts=letter.attempts)


def _connect() -> BaseEmailBackend:
    return get_connection(timeout=_SECONDS_TO_CONNECT)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except Exception as error:  # a broken connection may not even close; the next letter opens another
        _log.info("closing the mail connection: %s", error)
