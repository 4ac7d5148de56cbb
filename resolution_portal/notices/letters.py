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
from django.urls import reverse

from resolution_portal import clock
from resolution_portal.background.wake import wake
from resolution_portal.notices import delivery, jobs
from resolution_portal.notices.delivery import ACCOUNT
from resolution_portal.notices.models import Letter
from resolution_portal.notices.rendering import render_letter

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_BATCH = 500


@dataclass(frozen=True)
class Draft:
    """A letter to be rendered: `template` is the prefix of three files; no address means the recipient's own."""

    type: str
    template: str
    once_key: str
    recipient: AbstractBaseUser | None = None
    address: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def post(
    *,
    type: str,
    template_prefix: str,
    recipient: AbstractBaseUser | None = None,
    address: str = "",
    context: Mapping[str, Any],
    once_key: str,
    headers: Mapping[str, str] | None = None,
    now: dt.datetime,
) -> Letter | None:
    """Put one letter into the outbox, in the transaction of what it tells of; nothing when its key is there already."""
    draft = Draft(type, template_prefix, once_key, recipient, address, context, headers or {})
    letter = _letter(draft, _names(template_prefix), now)
    return letter if _put(letter) else None


def post_many(drafts: Iterable[Draft], *, now: dt.datetime) -> int:
    """Put hundreds of letters into the outbox, those whose key is there already left out; how many are new."""
    letters = compose(drafts, now=now)
    Letter.objects.bulk_create(letters, batch_size=_BATCH, ignore_conflicts=True)
    ids = [letter.message_id for letter in letters]
    new = sum(
        Letter.objects.filter(message_id__in=ids[start : start + _BATCH]).count()
        for start in range(0, len(ids), _BATCH)
    )
    if new:
        transaction.on_commit(partial(wake, jobs.sweep))
    return new


def send_again(letter: Letter, *, address: str, now: dt.datetime) -> bool:
    """Put an undelivered letter back into the outbox, to the address known today; False: somebody was faster."""
    fresh = {"state": Letter.State.QUEUED, "address": address, "attempts": 0, "next_try_at": now, "last_error": ""}
    if not delivery.undelivered().filter(pk=letter.pk).update(**fresh):
        return False
    transaction.on_commit(partial(wake, jobs.deliver, letter.pk))
    return True


def compose(drafts: Iterable[Draft], *, now: dt.datetime) -> list[Letter]:
    """Render letters that are not in the outbox yet: ``put_new`` is then a matter of milliseconds."""
    return [_letter(draft, _names(draft.template), now) for draft in drafts]


def put_new(letters: list[Letter]) -> None:
    """Put composed letters into the outbox, in the transaction of what they tell of.

    Raises IntegrityError when the key of one is there already: then its content is stale.
    """
    if letters:
        Letter.objects.bulk_create(letters, batch_size=_BATCH)
        transaction.on_commit(partial(wake, jobs.sweep))


def account_mail(prefix: str, email: str, context: dict[str, Any]) -> Letter:
    """The accounts library's own mail («account/email/password_reset_key»), by the way of all letters."""
    now = clock.now()
    user = context.get("user")
    known = user if getattr(user, "pk", None) else None
    draft = Draft(ACCOUNT + prefix.rpartition("/")[2], prefix, uuid4().hex, known, email, context)
    letter = _letter(draft, (f"{prefix}_subject.txt", f"{prefix}_message.txt", f"{prefix}_message.html"), now)
    _put(letter)
    return letter


def _letter(draft: Draft, names: tuple[str, str, str], now: dt.datetime) -> Letter:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return Letter(
        type=draft.type,
        headers={**draft.headers, "X-Portal-Type": draft.type, **_unsubscribe(draft)},
        recipient_id=draft.recipient.pk if draft.recipient is not None else None,
        address=draft.address or getattr(draft.recipient, "email", ""),
        message_id=f"<{uuid4().hex}@{host}>",
        once_key=draft.once_key,
        next_try_at=now,
        created_at=now,
        **render_letter(names, draft.context),
    )


def _unsubscribe(draft: Draft) -> dict[str, str]:
    """Where a person of ours chooses how often to be written to; letters about the account itself know no choice."""
    if draft.recipient is None or draft.type.startswith(ACCOUNT):
        return {}
    return {"List-Unsubscribe": f"<{settings.SITE_URL}{reverse('account')}#mail>"}


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
