from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal.pages.desks import desk_of


@login_required
@require_safe
def help(request: SignedInRequest) -> HttpResponse:
    """How to report, review and look on: what the reader's own desk does comes first."""
    return render(request, "pages/help.html", {"desk": desk_of(reach_of(request.user)).value})
