from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from resolution_portal import clock
from resolution_portal.background.wake import wake
from resolution_portal.notices import jobs
from resolution_portal.notices.delivery import ACCOUNT
from resolution_portal.notices.models import Letter
from resolution_portal.notices.rendering import render_letter

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_BATCH = 500


@dataclass(frozen=True)
class Addressed:
    """One of many letters: to whom, with what, under which key; no address means the recipient's own."""

    once_key: str
    recipient: AbstractBaseUser | None = None
    address: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def post(
    *,
    type: str,
    template_prefix: str,
    recipient: AbstractBaseUser | None = None,
    address: str = "",
    context: dict[str, Any],
    once_key: str,
    headers: Mapping[str, str] | None = None,
    now: dt.datetime,
) -> Letter | None:
    """Put one letter into the outbox, in the transaction of what it tells of; nothing when its key is there already."""
    to = Addressed(once_key, recipient, address, context, headers or {})
    letter = _letter(type, _names(template_prefix), to, now)
    return letter if _put(letter) else None


def post_many(*, type: str, template_prefix: str, letters: Iterable[Addressed], now: dt.datetime) -> int:
    """Put hundreds of letters into the outbox, those whose key is there already left out; how many are new."""
    written = [_letter(type, _names(template_prefix), to, now) for to in letters]
    Letter.objects.bulk_create(written, batch_size=_BATCH, ignore_conflicts=True)
    ids = [letter.message_id for letter in written]
    new = sum(
        Letter.objects.filter(message_id__in=ids[start : start + _BATCH]).count() for start in range(0, len(ids), _BATCH)
    )
    if new:
        transaction.on_commit(partial(wake, jobs.sweep))
    return new


def account_mail(prefix: str, email: str, context: dict[str, Any]) -> Letter:
    """The accounts library's own mail («account/email/password_reset_key»), by the way of all letters."""
    now = clock.now()
    user = context.get("user")
    to = Addressed(uuid4().hex, user if getattr(user, "pk", None) else None, email, context)
    names = (f"{prefix}_subject.txt", f"{prefix}_message.txt", f"{prefix}_message.html")
    letter = _letter(ACCOUNT + prefix.rpartition("/")[2], names, to, now)
    _put(letter)
    return letter


def _letter(type: str, names: tuple[str, str, str], to: Addressed, now: dt.datetime) -> Letter:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return Letter(
        type=type,
        headers={**to.headers, "X-Portal-Type": type},
        recipient_id=to.recipient.pk if to.recipient is not None else None,
        address=to.address or getattr(to.recipient, "email", ""),
        message_id=f"<{uuid4().hex}@{host}>",
        once_key=to.once_key,
        next_try_at=now,
        created_at=now,
        **render_letter(names, to.context),
    )


def _names(prefix: str) -> tuple[str, str, str]:
    return f"{prefix}.subject.txt", f"{prefix}.txt", f"{prefix}.html"


def _put(letter: Letter) -> bool:
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    stored = Letter.objects.filter(message_id=letter.message_id).values_list("pk", flat=True).first()
    if stored is None:
        return False
    letter.pk = stored
    letter._state.adding = False
    transaction.on_commit(partial(wake, jobs.deliver, stored))
    return True
