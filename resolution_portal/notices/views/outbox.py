"""The mail of a demonstration: nothing leaves the machine, everything can be read here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from resolution_portal.folding import fold
from resolution_portal.notices.models import Letter
from resolution_portal.problems import wants_json

_ON_PAGE = 50
_IN_JSON, _MOST_IN_JSON = 1000, 10_000
# The letter's own styles are allowed, its scripts and outside pictures are not.
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; sandbox"


def _demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.PORTAL_DEMO:
            raise Http404
        return view(request, **kwargs)

    return never_cache(vary_on_headers("Accept")(require_safe(guarded)))


@_demo_only
def letters(request: HttpRequest) -> HttpResponse:
    """The newest first; `to` and `type` narrow the list, `limit` lengthens that for programs."""
    found = _narrowed(request)
    if wants_json(request):
        limit = request.GET.get("limit", "")
        chosen = found[: min(int(limit[:9]), _MOST_IN_JSON) if limit.isdecimal() else _IN_JSON]
        return JsonResponse([_as_dict(one) for one in chosen], safe=False, json_dumps_params={"ensure_ascii": False})
    page = Paginator(found.defer("text", "html"), _ON_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/outbox.html", {"page": page, "to": request.GET.get("to", "")})


@_demo_only
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as its reader gets it."""
    found = get_object_or_404(Letter, pk=pk)
    if wants_json(request):
        return JsonResponse(_as_dict(found), json_dumps_params={"ensure_ascii": False})
    return render(request, "notices/letter.html", {"letter": found})


@_demo_only
def letter_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part alone, shut off from the portal."""
    found = get_object_or_404(Letter.objects.exclude(html=""), pk=pk)
    return HttpResponse(found.html, headers={"Content-Security-Policy": _SANDBOX})


def _narrowed(request: HttpRequest) -> QuerySet[Letter]:
    found = Letter.objects.order_by("-id")
    if to := fold(_typed(request, "to")):
        found = found.filter(address__icontains=to)
    if type_ := _typed(request, "type"):
        found = found.filter(type=type_)
    return found


def _typed(request: HttpRequest, name: str) -> str:
    """Without zero bytes, which PostgreSQL takes in no text."""
    return request.GET.get(name, "").replace("\0", "")


def _as_dict(one: Letter) -> dict[str, Any]:
    return {
        "id": one.pk,
        "type": one.type,
        "to": one.address,
        "subject": one.subject,
        "text": one.text,
        "html": one.html,
        "headers": {**one.headers, "Message-ID": one.message_id},
        "state": one.state,
        "created_at": one.created_at.isoformat(),
    }
