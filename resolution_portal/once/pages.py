"""Forms of pages: the hidden field `once_key`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage, Message
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from resolution_portal.once import keys
from resolution_portal.once.fingerprint import fingerprint

FIELD = "once_key"


class _NotDone(Exception):
    """The effect answered with a refusal: to be shown, not to be kept."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def page(request: HttpRequest, effect: Callable[[], HttpResponse]) -> HttpResponse:
    """Run the effect of a posted form once; a repeat gets the same redirect and the same messages.

    An answer of 400 and above (a form with errors) is rolled back and not kept, so that the corrected form may be
    sent under the same key. A form without a key runs as it is: its version still guards it.
    """
    key = request.POST.get(FIELD, "")
    try:
        if not key or not request.user.is_authenticated:
            with transaction.atomic():
                return _done(effect())
        first: list[HttpResponse] = []
        answer, repeated = keys.run(
            user=request.user,
            key=key,
            fingerprint=fingerprint(request.get_full_path(), request.POST, request.FILES),
            effect=lambda: _answer(request, effect, first),
        )
    except _NotDone as refusal:
        return refusal.response
    return _again(request, answer) if repeated else first[0]


def _done(response: HttpResponse) -> HttpResponse:
    if response.status_code >= 400:
        raise _NotDone(response)
    return response


def _answer(request: HttpRequest, effect: Callable[[], HttpResponse], first: list[HttpResponse]) -> keys.Answer:
    said_before = len(_said(request))
    response = _done(effect())
    first.append(response)
    words = [[message.level, str(message.message)] for message in _said(request)[said_before:]]
    headers = {name: response[name] for name in ("Location", "Content-Type") if name in response}
    body = "" if "Location" in headers else response.content.decode()
    return keys.Answer(response.status_code, headers, json.dumps({"messages": words, "body": body}))


def _said(request: HttpRequest) -> list[Message]:
    """The messages that wait for the next page; looking at them here does not count as showing them."""
    storage: Iterable[Message] = messages.get_messages(request)
    said = list(storage)
    if isinstance(storage, BaseStorage):
        storage.used = False
    return said


def _again(request: HttpRequest, answer: keys.Answer) -> HttpResponse:
    kept = json.loads(answer.body)
    waiting = {str(message.message) for message in _said(request)}
    for level, text in kept["messages"]:
        if text not in waiting:
            messages.add_message(request, level, text)
    return HttpResponse(kept["body"], status=answer.status, headers=answer.headers)
