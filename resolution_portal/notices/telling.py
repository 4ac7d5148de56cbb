"""Telling people: a line under the bell for each, and mail by the way that each has chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings

from resolution_portal.notices.letters import Draft, post_many
from resolution_portal.notices.models import Letter, Notice
from resolution_portal.notices.presets import Way, way_of
from resolution_portal.notices.rendering import render_subject

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Message:
    """One thing told to one person. ``template`` is the prefix of the letter's three files.

    ``context["lead"]`` is the first sentence, under the bell too; ``url`` (a path) is what the message opens. With
    ``is_read`` it is kept under the bell without asking for attention.
    """

    recipient: AbstractBaseUser
    type: str
    template: str
    once_key: str
    url: str
    context: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    is_read: bool = False


def tell(messages: Iterable[Message], *, now: dt.datetime) -> None:
    """Write them all, in the transaction of what they tell of; those whose key is known are left out."""
    messages = list(messages)
    ways = {message.once_key: way_of(message.recipient, message.type) for message in messages}
    drafts = [_draft(message) for message in messages if ways[message.once_key] is Way.LETTER]
    if drafts:
        post_many(drafts, now=now)
    letters = _letters([draft.once_key for draft in drafts])
    notices = [
        Notice(
            recipient_id=message.recipient.pk,
            type=message.type,
            title=render_subject(message.template, message.context),
            body=str(message.context["lead"]),
            url=message.url,
            once_key=message.once_key,
            for_digest=ways[message.once_key] is Way.DIGEST,
            letter_id=letters.get(message.once_key),
            created_at=now,
            read_at=now if message.is_read else None,
        )
        for message in messages
    ]
    Notice.objects.bulk_create(notices, batch_size=_BATCH, ignore_conflicts=True)


def _draft(message: Message) -> Draft:
    return Draft(
        type=message.type,
        template=message.template,
        once_key=message.once_key,
        recipient=message.recipient,
        context={"url": f"{settings.SITE_URL}{message.url}", **message.context},
        headers=message.headers,
    )


def _letters(keys: Sequence[str]) -> dict[str, int]:
    return {
        key: pk
        for batch in _batches(keys)
        for key, pk in Letter.objects.filter(once_key__in=batch).values_list("once_key", "pk")
    }


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
