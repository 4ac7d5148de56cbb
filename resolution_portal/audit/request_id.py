"""The number of the request being served, to find one deed in logs, audit and history."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Request-ID"
_current: ContextVar[str] = ContextVar("request_id", default="")
_ACCEPTABLE = re.compile(r"[A-Za-z0-9_-]{8,64}")


def current() -> str:
    """The number of the current request, empty in commands and jobs."""
    return _current.get()


class RequestIdMiddleware:
    """Takes the number that the server in front gave, or makes one; the answer carries it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        token = _current.set(given if _ACCEPTABLE.fullmatch(given) else uuid4().hex)
        try:
            response = self.get_response(request)
            response[HEADER] = current()
            return response
        finally:
            _current.reset(token)
