"""Every component in every state, on one page: to look at while developing, in demo and DEBUG only."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resolution_portal.components import tokens
from resolution_portal.pages import samples


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Built of the very parts that the pages use; nothing of it is in the database."""
    if not (settings.PORTAL_DEMO or settings.DEBUG):
        raise Http404
    context = {
        "pairs": tokens.pairs(),
        "statuses": samples.statuses(),
        "dates": samples.dates(),
        "person": samples.person(),
        "evidence": samples.evidence(),
        "messages_of": samples.messages(),
        "form": samples.form(),
        "jobs": samples.jobs(),
        "timeline": samples.timeline(),
        "page": samples.page(),
        "few": samples.sections("start", "home", "help"),
        "many": samples.sections("start", "review", "resolutions", "organizations", "summary", "help"),
    }
    return render(request, "pages/styleguide.html", context)
