from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from organizations.permissions import remember


class ReachMiddleware:
    """Reads the signed-in person's memberships once a request, for all row scopes and rights of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        remember(request.user)
        return self.get_response(request)
