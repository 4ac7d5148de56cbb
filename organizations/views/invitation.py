"""The page behind the link of an invitation: open to who is not signed in, since the link itself is the key."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.forms.invitation import JoinForm
from organizations.models import Invitation, Role, User
from organizations.services import invitations, joining
from resolution_portal.problems import Impossible
from resolution_portal.see_other import SeeOther

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites to what; then an account in five fields, or one button for who has it."""
    found = invitations.find(token)
    if found and request.user.is_authenticated and found.accepted_by_id == request.user.pk:
        return SeeOther("/")  # the second of two clicks, or the old letter opened again
    refusal = joining.why_not(found)
    if found is None or refusal:
        return _refused(request, found, refusal)
    if request.user.is_authenticated:
        return _own_account(request, found, request.user)
    if User.objects.filter(email=found.email).exists():
        return _page(request, found, sign_in=True)
    return _new_account(request, found)


def _own_account(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    if user.email != found.email:
        return _page(request, found, stranger=user, status=403 if request.method == "POST" else 200)
    if request.method != "POST":
        return _page(request, found)
    try:
        joining.accept(invitation=found, user=user)
    except Impossible as problem:
        return _refused(request, found, problem.detail)
    return _welcome(request, found)


def _new_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    person = User(email=found.email, **found.names())
    form = JoinForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form=form, status=422 if form.errors else 200)
    try:
        user = joining.join(invitation=found, **form.cleaned_data)
    except Impossible as problem:
        return _refused(request, found, problem.detail)
    login(request, user, backend=_BACKEND)
    return _welcome(request, found)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    """On the start page: one sentence of what this is."""
    executor = _("Здесь пункты резолюции, порученные вашей организации: отчитайтесь по каждому до его срока.")
    others = _("Здесь видно, как организации исполняют пункты резолюции и кто не отчитался в срок.")
    messages.success(request, executor if found.role == Role.EXECUTOR else others)
    return SeeOther("/")


def _page(request: HttpRequest, found: Invitation, *, status: int = 200, **more: object) -> HttpResponse:
    return render(request, "organizations/invitation.html", {"invitation": found, **more}, status=status)


def _refused(request: HttpRequest, found: Invitation | None, words: str) -> HttpResponse:
    """404 for a link that never was, 410 for one that no longer works."""
    context = {"invitation": found, "words": words}
    return render(request, "organizations/invitation_refused.html", context, status=410 if found else 404)
