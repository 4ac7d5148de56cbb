"""The rules of reminders: of one document, and the defaults with the ranges of quiet days."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organizations.models import Kind
from organizations.requests import SignedInRequest
from resolution_portal.once.pages import page
from resolution_portal.problems import Forbidden, Stale
from resolution_portal.see_other import SeeOther
from tasks.forms.reminders import QuietForm, RulesForm
from tasks.models import QuietRange, Resolution
from tasks.reminding.rulebook import Rulebook, read
from tasks.services import reminder_rules

_Forms = dict[Kind, RulesForm]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_reminders(request: SignedInRequest, pk: int) -> HttpResponse:
    """The rules of one document."""
    documents = Resolution.objects.visible_to(request.user).select_related("issuer")
    return _rules(request, get_object_or_404(documents, pk=pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def default_reminders(request: SignedInRequest) -> HttpResponse:
    """The rules of all documents that have none of their own."""
    return _rules(request, None)


@login_required
@require_POST
def quiet_ranges(request: SignedInRequest) -> HttpResponse:
    """One more range without reminders, or with ``remove`` one less."""
    _allow(request, None)
    if "remove" in request.POST:
        number = request.POST["remove"]
        period = get_object_or_404(QuietRange, pk=int(number) if number.isdecimal() and len(number) < 10 else 0)
        return page(request, lambda: _remove(request, period))
    form = QuietForm(request.POST)
    if form.is_valid():
        return page(request, lambda: _add(request, form))
    return _page(request, None, _forms(None, read()), quiet=form, status=422)


def _rules(request: SignedInRequest, document: Resolution | None) -> HttpResponse:
    _allow(request, document)
    book = read()
    forms = _forms(document, book, request if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, document, forms)
    if "reset" in request.POST and document is not None:
        return page(request, lambda: _reset(request, document))
    if [form for form in forms.values() if not form.is_valid()]:
        return _page(request, document, forms, status=422)
    if "save" not in request.POST:
        return _page(request, document, forms, shows=True)
    return page(request, lambda: _save(request, document, forms))


def _save(request: SignedInRequest, document: Resolution | None, forms: _Forms) -> HttpResponse:
    rules = {kind: form.rules() for kind, form in forms.items()}
    version = request.POST.get("version", "")
    try:
        changed = reminder_rules.save(resolution=document, rules=rules, version=version, by=request.user)
    except Stale as refusal:
        return _page(request, document, forms, stale=refusal.detail, status=409)
    messages.success(request, _("Правила напоминаний сохранены.") if changed else _("Правила остались прежними."))
    return SeeOther(_address(document))


def _reset(request: SignedInRequest, document: Resolution) -> HttpResponse:
    reminder_rules.reset(resolution=document, by=request.user)
    messages.success(request, _("Документ снова живёт по общим правилам."))
    return SeeOther(_address(document))


def _add(request: SignedInRequest, form: QuietForm) -> HttpResponse:
    reminder_rules.add_quiet(period=form.save(commit=False), by=request.user)
    messages.success(request, _("Период без напоминаний добавлен."))
    return SeeOther(_address(None))


def _remove(request: SignedInRequest, period: QuietRange) -> HttpResponse:
    reminder_rules.remove_quiet(period=period, by=request.user)
    messages.success(request, _("Период убран: в эти дни напоминания пойдут."))
    return SeeOther(_address(None))


def _page(
    request: SignedInRequest,
    document: Resolution | None,
    forms: _Forms,
    *,
    quiet: QuietForm | None = None,
    shows: bool = False,
    stale: str = "",
    status: int = 200,
) -> HttpResponse:
    book = read()
    rules = {kind: form.rules() for kind, form in forms.items()} if shows else {}
    key = document.pk if document else None
    context: dict[str, Any] = {
        "resolution": document,
        "rows": [(kind, form, book.own(key, kind.pk), book.own(None, kind.pk)) for kind, form in forms.items()],
        "version": reminder_rules.version_of(book, document),
        "shows": shows,
        "changed": reminder_rules.changed_kinds(book, document, rules),
        "days": reminder_rules.forecast(resolution=document, rules=rules) if shows else [],
        "stale": stale,
        "url": _address(document),
        "others": Kind.objects.filter(pk=book.for_others or 0).first(),
    }
    if document is None:
        context |= {"quiet": quiet or QuietForm(), "ranges": QuietRange.objects.select_related("kind")}
    return render(request, "tasks/reminders.html", context, status=status)


def _forms(document: Resolution | None, book: Rulebook, request: SignedInRequest | None = None) -> _Forms:
    key, data = document.pk if document else None, request.POST if request else None
    return {
        kind: RulesForm(data, prefix=f"k{kind.pk}", initial=RulesForm.initial_of(book.of(key, kind.pk)))
        for kind in reminder_rules.kinds_of(document)
    }


def _allow(request: SignedInRequest, document: Resolution | None) -> None:
    if not reminder_rules.may_set(request.user, document):
        raise Forbidden(_("Правила напоминаний задаёт координатор организации, которая ставит документ на контроль."))


def _address(document: Resolution | None) -> str:
    return reverse("resolution_reminders", args=[document.pk]) if document else reverse("reminder_rules")
