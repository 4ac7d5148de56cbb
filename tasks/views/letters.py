"""The letters of the next sending day of a document, before they go; a coordinator can hold them for a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal import clock
from resolution_portal.components.dates import day_weekday
from resolution_portal.once import pages as once
from resolution_portal.problems import Forbidden, Problem, Stale
from resolution_portal.see_other import SeeOther
from resolution_portal.workdays.days import add_working_days
from tasks.forms.holding import HoldForm
from tasks.models import ReminderHold, Resolution
from tasks.reminding.letter_rows import Urgency
from tasks.reminding.letters import Letters
from tasks.reminding.letters import letters as letters_of
from tasks.services import holding
from tasks.services.morning import next_day
from tasks.services.reminder_rules import may_set

_ON_PAGE = 50


@login_required
@require_safe
def letters(request: SignedInRequest, pk: int) -> HttpResponse:
    """By person, as far as the viewer sees; with ``hold`` what holding them would do."""
    document = _find(request, pk)
    wanted = request.GET.get("hold", "")
    if wanted:
        _allow(request, document)
    return _page(request, document, wanted=wanted)


@login_required
@require_POST
def hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hold what was previewed."""
    document = _find(request, pk)
    _allow(request, document)
    wanted, form, day = request.POST.get("hold", ""), HoldForm(request.POST), _day(request)
    if not form.is_valid() and day == next_day(clock.now()):
        return _page(request, document, wanted=wanted, form=form, status=422)

    def effect() -> HttpResponse:
        found = _letters(request, document)
        still = day == found.day  # the service refuses another day, and whom it names may be other people by now
        held = _target(found, document, wanted) if still else ReminderHold(resolution=document, day=day)
        held.words = form.cleaned_data.get("words", "")
        try:
            holding.hold(held, by=request.user, now=clock.now())
        except Problem as refusal:
            if refusal.status != 409:
                raise
            again = wanted if isinstance(refusal, Stale) and found.target(document, wanted) else ""
            return _page(request, document, wanted=again, form=form, problem=refusal, status=409)
        later = day_weekday(add_working_days(held.day, 1))
        messages.success(request, _("Придержано. Эти напоминания уйдут %(day)s.") % {"day": later})
        return SeeOther(_address(document))

    return once.page(request, effect)


@login_required
@require_POST
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let go again what was held."""
    document = _find(request, pk)
    _allow(request, document)

    def effect() -> HttpResponse:
        number = request.POST.get("number", "")
        rows = ReminderHold.objects.filter(resolution=document)
        held = get_object_or_404(rows, pk=int(number) if number.isdecimal() and len(number) < 10 else 0)
        try:
            holding.release(held, by=request.user, now=clock.now())
        except Problem as refusal:
            if refusal.status != 409:
                raise
            return _page(request, document, problem=refusal, status=409)
        messages.success(request, _("Письма уйдут в свой день."))
        return SeeOther(_address(document))

    return once.page(request, effect)


def _page(
    request: SignedInRequest,
    document: Resolution,
    *,
    wanted: str = "",
    form: HoldForm | None = None,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    found = _letters(request, document)
    asked = {name: request.GET.get(name, "").replace("\0", "")[:100] for name in ("kind", "what", "text")}
    holds = ReminderHold.objects.filter(resolution=document, day=found.day).select_related(
        "by", "organization", "person"
    )
    context: dict[str, Any] = {
        "resolution": document,
        "day": found.day,
        "later": add_working_days(found.day, 1),
        "found": found,
        "totals": found.totals(),
        "page": Paginator(found.narrowed(**asked), _ON_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "choices": [*((str(one), one.words) for one in Urgency), ("held", _("Придержано"))],
        "may_hold": may_set(request.user, document),
        "holds": holds,
        "problem": problem,
    }
    if wanted or (form and not problem):
        target = _target(found, document, wanted)
        gone, shorter = found.touched_by(target)
        context |= {"target": target, "wanted": wanted, "form": form or HoldForm(), "gone": gone, "shorter": shorter}
    return render(request, "tasks/letters_ahead.html", context, status=status)


def _find(request: SignedInRequest, pk: int) -> Resolution:
    document = get_object_or_404(Resolution.objects.visible_to(request.user).select_related("issuer"), pk=pk)
    if document.status == Resolution.State.DRAFT:
        raise Http404
    if not reach_of(request.user).tops:
        raise Forbidden(_("Письма документа видят контролёры, координаторы и наблюдатели."))
    return document


def _allow(request: SignedInRequest, document: Resolution) -> None:
    if not may_set(request.user, document):
        raise Forbidden(_("Письма придерживает координатор организации, которая ставит документ на контроль."))


def _letters(request: SignedInRequest, document: Resolution) -> Letters:
    return letters_of(document, viewer=request.user, day=next_day(clock.now()))


def _target(found: Letters, document: Resolution, wanted: str) -> ReminderHold:
    target = found.target(document, wanted)
    if target is None:
        raise Http404
    return target


def _day(request: SignedInRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return date.min


def _address(document: Resolution) -> str:
    return reverse("resolution_letters", args=[document.pk])
