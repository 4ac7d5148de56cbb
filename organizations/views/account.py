from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.models import Membership
from organizations.requests import SignedInRequest


@login_required
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """The person's own data and roles, the way to change the password, and out."""
    memberships = Membership.objects.live().filter(user=request.user).select_related("organization")
    return render(request, "organizations/account.html", {"memberships": memberships})


@login_required
@require_safe
def email(request: SignedInRequest) -> HttpResponse:
    """The address that one signs in by: only shown, for whoever gave the access changes it."""
    return render(request, "account/email.html")
