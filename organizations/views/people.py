"""Giving and closing access: the pages and buttons of coordinators and controllers."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations import qr
from organizations.forms.invitation import InviteForm
from organizations.models import Invitation, Membership, Organization
from organizations.permissions import reach_of, roles_to_give
from organizations.requests import SignedInRequest
from organizations.services import access, invitations
from resolution_portal.once import pages as once
from resolution_portal.problems import Forbidden, Invalid
from resolution_portal.see_other import SeeOther


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom to write to, and the role."""
    organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=pk)
    roles = roles_to_give(reach_of(request.user), organization)
    if not roles:
        raise Forbidden(_("Сотрудников сюда приглашает координатор или вышестоящий контролёр."))
    form = InviteForm(request.POST if request.method == "POST" else None, roles=roles)
    if request.method == "POST" and form.is_valid():
        return once.page(request, lambda: _invite(request, organization, form))
    return _invite_page(request, organization, form)


@login_required
@require_POST
def send_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another letter with a fresh link."""
    invitation = _waiting(request, pk)
    return _do(
        request,
        invitation.organization_id,
        lambda: invitations.send_again(invitation=invitation, by=request.user),
        _("Новая ссылка отправлена на %(email)s, прежняя больше не действует.") % {"email": invitation.email},
    )


@login_required
@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """The link stops working."""
    invitation = _waiting(request, pk)
    return _do(
        request,
        invitation.organization_id,
        lambda: invitations.revoke(invitation=invitation, by=request.user),
        _("Приглашение для %(email)s отозвано.") % {"email": invitation.email},
    )


@login_required
@never_cache
@require_POST
def print_key(request: SignedInRequest, pk: int) -> HttpResponse:
    """A sheet to print: no redirect and nothing kept for a repeat, since the link is readable this one time."""
    invitation = _waiting(request, pk)
    url = invitations.make_key(invitation=invitation, by=request.user)
    context = {"invitation": invitation, "url": url, "qr": qr.svg(url)}
    return render(request, "organizations/key.html", context)


@login_required
@require_POST
def close_access(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one role of one person here."""
    visible = Membership.objects.filter(organization__in=Organization.objects.visible_to(request.user))
    membership = get_object_or_404(visible.select_related("organization", "user"), pk=pk)
    return _do(
        request,
        membership.organization_id,
        lambda: access.close(membership=membership, by=request.user),
        _("Доступ закрыт: %(name)s – %(role)s.")
        % {"name": membership.user.get_full_name(), "role": membership.get_role_display()},
    )


def _waiting(request: SignedInRequest, pk: int) -> Invitation:
    visible = Invitation.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("organization", "invited_by"), pk=pk)


def _do(request: SignedInRequest, organization_id: int, deed: Callable[[], None], done: str) -> HttpResponse:
    """The deed once, then back to the organization with a word of it."""

    def effect() -> HttpResponse:
        deed()
        messages.success(request, done)
        return SeeOther(reverse("organization", args=[organization_id]) + "#people")

    return once.page(request, effect)


def _invite(request: SignedInRequest, organization: Organization, form: InviteForm) -> HttpResponse:
    try:
        invitation = invitations.invite(organization=organization, by=request.user, **form.cleaned_data)
    except Invalid as problem:
        for error in problem.errors:
            form.add_error(error.field, error.detail)
        return _invite_page(request, organization, form)
    messages.success(request, _("Приглашение отправлено на %(email)s.") % {"email": invitation.email})
    return SeeOther(reverse("organization", args=[organization.pk]) + "#people")


def _invite_page(request: SignedInRequest, organization: Organization, form: InviteForm) -> HttpResponse:
    context = {"organization": organization, "form": form, "days": invitations.VALID_FOR.days}
    return render(request, "organizations/invite.html", context, status=422 if form.errors else 200)
