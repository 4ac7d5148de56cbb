from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from organizations.forms.account import MailForm
from organizations.models import Membership
from organizations.requests import SignedInRequest
from organizations.services import feeds, preferences
from resolution_portal.notices.presets import preset_of
from resolution_portal.see_other import SeeOther


@login_required
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """The person's own data and roles, how often to write to them, their calendar, the password, and out."""
    return _page(request, MailForm(initial={"mail": preset_of(request.user)}))


@login_required
@require_POST
def mail(request: SignedInRequest) -> HttpResponse:
    """One of the three presets of mail."""
    form = MailForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    preferences.choose_mail(user=request.user, preset=form.cleaned_data["mail"])
    messages.success(request, _("Сохранено: %(label)s.") % {"label": preset_of(request.user).label})
    return SeeOther(reverse("account") + "#mail")


@login_required
@never_cache
@require_POST
def calendar(request: SignedInRequest) -> HttpResponse:
    """A fresh link: no redirect and nothing kept for a repeat, since it is readable this one time."""
    url = feeds.make_link(user=request.user)
    return render(request, "organizations/calendar.html", {"url": url, "webcal": "webcal" + url[url.index("://") :]})


@login_required
@require_POST
def revoke_calendar(request: SignedInRequest) -> HttpResponse:
    """The link stops working."""
    if feeds.revoke_link(user=request.user):
        messages.success(request, _("Ссылка отозвана: календари по ней больше не обновляются."))
    return SeeOther(reverse("account") + "#calendar")


@login_required
@require_safe
def email(request: SignedInRequest) -> HttpResponse:
    """The address that one signs in by: only shown, for whoever gave the access changes it."""
    return render(request, "account/email.html")


def _page(request: SignedInRequest, form: MailForm, status: int = 200) -> HttpResponse:
    memberships = Membership.objects.live().filter(user=request.user).select_related("organization")
    context = {"memberships": memberships, "form": form, "calendar": feeds.working(request.user).first()}
    return render(request, "organizations/account.html", context, status=status)
