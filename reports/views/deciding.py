"""Decisions posted from the review queue: on one report, or on all that were shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.requests import SignedInRequest
from reports.forms.review import DecisionForm, RestForm
from resolution_portal.problems import FieldProblem, Invalid
from resolution_portal.see_other import SeeOther
from tasks.models import Task
from tasks.services import bulk, lifecycle
from tasks.transitions import TRANSITIONS


def decide(request: SignedInRequest) -> HttpResponse:
    """Do what the form asks; back to the next report of the queue."""
    return _decide_rest(request) if request.POST.get("action") == "accept_rest" else _decide_one(request)


def _decide_one(request: SignedInRequest) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        errors = [FieldProblem(f"/{name}", str(words)) for name, found in form.errors.items() for words in found]
        words = next((e.detail for e in errors if e.field == "comment"), _outdated())
        raise Invalid(words, errors=errors)
    given = form.cleaned_data
    visible = Task.objects.visible_to(request.user).select_related("directive", "organization")
    task = get_object_or_404(visible, pk=given["task"])
    comment = form.words() if given["action"] == "return" else ""
    lifecycle.act(
        given["action"], task=task, by=request.user, channel="page", version=given["version"], comment=comment
    )
    what = {"done": TRANSITIONS[given["action"]].done, "number": task.directive.number, "who": task.organization}
    messages.success(request, _("%(done)s Пункт %(number)s, %(who)s.") % what)
    place = request.POST.get("place", "")
    return SeeOther(request.get_full_path() + (f"#task-{place}" if place.isdecimal() else ""))


def _decide_rest(request: SignedInRequest) -> HttpResponse:
    form = RestForm(request.POST)
    if not form.is_valid():
        raise Invalid(_outdated())
    outcome = bulk.accept(versions=form.versions(), by=request.user, channel="page")
    number = len(outcome.done)
    messages.success(request, ngettext("Принят %(n)d отчёт.", "Принято %(n)d отчётов.", number) % {"n": number})
    if outcome.left_out:
        names = "; ".join(
            _("пункт %(number)s, %(who)s") % {"number": task.directive.number, "who": task.organization}
            for task in outcome.left_out
        )
        messages.warning(request, _("Не приняты, потому что изменились: %(names)s.") % {"names": names})
    return SeeOther(request.get_full_path())


def _outdated() -> str:
    return _("Обновите страницу и повторите: она устарела.")
