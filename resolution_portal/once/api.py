"""The API's `Idempotency-Key`: any POST may carry one, and its repeat changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from resolution_portal.once import keys
from resolution_portal.once.fingerprint import fingerprint

HEADER = "Idempotency-Key"
REPEAT_HEADER = "Idempotent-Replayed"
_KEPT_HEADERS = ("Location", "ETag")


class _NotDone(Exception):
    """The handler answered with a refusal: to be given, not to be kept."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


class IdempotentMixin(APIView):
    """Put before the view's other bases; without the header a POST runs as it is."""

    post: Callable[..., HttpResponseBase]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Rights are checked first, then the handler of this one request is wrapped."""
        super().initial(request, *args, **kwargs)
        key = request.headers.get(HEADER)
        if request.method == "POST" and key is not None and request.user.is_authenticated and hasattr(self, "post"):
            handler = self.post
            self.post = lambda request, *args, **kwargs: _once(request, key, lambda: handler(request, *args, **kwargs))


def _once(request: Request, key: str, handler: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    first: list[HttpResponseBase] = []
    try:
        answer, repeated = keys.run(
            user=request.user,
            key=key,
            fingerprint=fingerprint(request.get_full_path(), request.data, request.FILES),
            effect=lambda: _answer(handler, first),
        )
    except _NotDone as refusal:
        return refusal.response
    if not repeated:
        return first[0]
    return HttpResponse(answer.body, status=answer.status, headers={**answer.headers, REPEAT_HEADER: "true"})


def _answer(handler: Callable[[], HttpResponseBase], first: list[HttpResponseBase]) -> keys.Answer:
    response = handler()
    if response.status_code >= 400:
        raise _NotDone(response)
    first.append(response)
    headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    if isinstance(response, Response):
        return keys.Answer(response.status_code, {**headers, "Content-Type": "application/json"}, _json(response))
    content = getattr(response, "content", b"").decode()
    return keys.Answer(response.status_code, {**headers, "Content-Type": response["Content-Type"]}, content)


def _json(response: Response) -> str:
    return "" if response.data is None else JSONRenderer().render(response.data).decode()
