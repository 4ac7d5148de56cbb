"""Twice is once: the key is inserted in the transaction of the effect, and a repeat gets the first answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from resolution_portal import clock
from resolution_portal.once.models import OnceKey
from resolution_portal.problems import Impossible, Invalid

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

LONGEST_KEY = 200
KEPT_FOR = dt.timedelta(days=30)


@dataclass(frozen=True)
class Answer:
    """What was answered, so that it can be said again word for word."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


class _Taken(Exception):
    """Somebody has inserted this key before us; leaving the transaction rolls it back."""


def new_key() -> str:
    """A key for the hidden field of a form that is about to be shown."""
    return uuid4().hex


def run(*, user: AbstractBaseUser, key: str, fingerprint: str, effect: Callable[[], Answer]) -> tuple[Answer, bool]:
    """Run the effect unless this key has run it: its answer, and whether it is a repeat.

    A racer waits for the first at the unique key (PostgreSQL) or at the write lock (SQLite), then repeats its
    answer. An effect that raises leaves nothing behind, its key neither.
    """
    if not 0 < len(key) <= LONGEST_KEY or "\0" in key:  # PostgreSQL takes no zero bytes
        raise Invalid(_("Ключ повтора должен быть длиной от 1 до 200 знаков."))
    known = _known(user, key)
    if known is None:
        try:
            return _first(user, key, fingerprint, effect), False
        except _Taken:
            known = _known(user, key)
    if known is None or known.status is None:
        raise Impossible(_("Это действие как раз выполняется. Подождите немного и обновите страницу."))
    if known.fingerprint != fingerprint:
        raise Invalid(_("Эта форма уже отправлена с другим содержанием. Обновите страницу и отправьте её заново."))
    return Answer(known.status, known.headers, known.body), True


def forget_old() -> int:
    """Delete the keys that nobody repeats any more; how many there were."""
    deleted, _per_model = OnceKey.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()
    return deleted


def _known(user: AbstractBaseUser, key: str) -> OnceKey | None:
    return OnceKey.objects.filter(user_id=user.pk, key=key).first()


def _first(user: AbstractBaseUser, key: str, fingerprint: str, effect: Callable[[], Answer]) -> Answer:
    with transaction.atomic(durable=True):
        try:
            row = OnceKey.objects.create(user_id=user.pk, key=key, fingerprint=fingerprint)
        except IntegrityError as error:
            raise _Taken from error
        answer = effect()
        row.status, row.headers, row.body = answer.status, answer.headers, answer.body
        row.save(update_fields=["status", "headers", "body"])
    return answer
