"""The centre of notices: what has happened, day by day; each line opens what it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from resolution_portal import clock
from resolution_portal.notices import reading
from resolution_portal.notices.models import Notice
from resolution_portal.see_other import SeeOther

_ON_PAGE = 30


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """All, or with `?unread=1` those not opened yet."""
    only_unread = request.GET.get("unread") == "1"
    found = reading.unread(request.user) if only_unread else reading.of(request.user)
    page = Paginator(found, _ON_PAGE).get_page(request.GET.get("page"))
    newest = found.values_list("pk", flat=True).first() if page.number > 1 else next((one.pk for one in page), None)
    context = {"page": page, "days": _by_day(page), "only_unread": only_unread, "newest": newest}
    return render(request, "notices/centre.html", context)


@login_required
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """On to what the notice tells of; from then on it is read."""
    found = get_object_or_404(reading.of(request.user), pk=pk)
    if request.method == "GET":
        reading.read_one(found, now=clock.now())
    ours = found.url.startswith("/") and url_has_allowed_host_and_scheme(found.url, allowed_hosts=None)
    return HttpResponseRedirect(found.url if ours else reverse("notices"))


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark as read all that the page knew of: what came meanwhile stays."""
    up_to = request.POST.get("up_to", "")
    reading.read(request.user, now=clock.now(), up_to=int(up_to[:18]) if up_to.isdecimal() else 0)
    return SeeOther(reverse("notices"))


@login_required
@never_cache
@require_safe
def unread(request: HttpRequest) -> JsonResponse:
    """How many are unread, for the bell of an open page."""
    return JsonResponse({"unread": reading.unread(request.user).count()})


def _by_day(page: Iterable[Notice]) -> list[tuple[date, list[Notice]]]:
    return [(day, list(found)) for day, found in groupby(page, lambda one: clock.moscow(one.created_at).date())]
