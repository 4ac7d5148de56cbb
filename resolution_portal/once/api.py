"""The API's `Idempotency-Key`: any POST may carry one, and its repeat changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from resolution_portal.once import keys
from resolution_portal.once.fingerprint import fingerprint

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

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
        key, user = request.headers.get(HEADER), request.user
        if request.method == "POST" and key is not None and user.is_authenticated and hasattr(self, "post"):
            self.post = partial(_once, self.post, user, key)


def _once(
    handler: Callable[..., HttpResponseBase],
    user: AbstractBaseUser,
    key: str,
    request: Request,
    *args: Any,
    **kwargs: Any,
) -> HttpResponseBase:
    first: list[HttpResponseBase] = []
    try:
        answer, repeated = keys.run(
            user=user,
            key=key,
            fingerprint=fingerprint(request.get_full_path(), request.data, request.FILES),
            effect=lambda: _answer(handler(request, *args, **kwargs), first),
        )
    except _NotDone as refusal:
        return refusal.response
    if not repeated:
        return first[0]
    return HttpResponse(answer.body, status=answer.status, headers={**answer.headers, REPEAT_HEADER: "true"})


def _answer(response: HttpResponseBase, first: list[HttpResponseBase]) -> keys.Answer:
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
