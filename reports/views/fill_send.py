"""Sending from a page that may have lost its line: the drafts are saved already, the answer may be asked for again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organizations.requests import SignedInRequest
from reports.fill_scope import Scope, check_person, scope
from reports.filling import Block
from reports.models import Receipt
from reports.services import submission
from resolution_portal.once import pages as once
from resolution_portal.problems import FieldProblem, Invalid, json_answer
from tasks.transitions import TRANSITIONS


@login_required
@require_POST
def fill_send(request: SignedInRequest, resolution: int, first_due_on: str) -> HttpResponse:
    """Send the named items, all or none: `{"number","url"}`; the same `once_key` gets the same receipt again."""
    check_person(request)
    found = scope(request, resolution, first_due_on)
    return once.page(request, lambda: _send(request, found))


def _send(request: SignedInRequest, found: Scope) -> HttpResponse:
    asked = set(request.POST.getlist("task"))
    chosen = [block for block in found.blocks if str(block.task.pk) in asked]
    problem = _problem(chosen, asked, found.blocks)
    if problem:
        return json_answer(problem)
    drafts = [block.draft for block in chosen if block.draft]
    receipt: Receipt = submission.submit(reports=drafts, by=request.user, channel="page")
    messages.success(request, str(TRANSITIONS["report"].done))
    return JsonResponse({"number": receipt.number, "url": reverse("receipt", args=[receipt.number])})


def _problem(chosen: list[Block], asked: set[str], blocks: list[Block]) -> Invalid | None:
    """Why the chosen ones cannot go, item by item; when none was chosen, what those that are begun still lack."""
    if not chosen or len(chosen) != len(asked):
        begun = [block for block in blocks if block.is_open and block.draft]
        lacking = [FieldProblem(f"/{block.prefix}", words) for block in begun for words in _lacks(block)]
        return Invalid(_("Готовых пунктов нет: ничего не отправлено. Всё введённое сохранено."), errors=lacking)
    errors = [FieldProblem(f"/{block.prefix}", words) for block in chosen for words in _lacks(block)]
    return Invalid(_("Ничего не отправлено: исправьте отмеченное."), errors=errors) if errors else None


def _lacks(block: Block) -> list[str]:
    if not block.is_open:
        words = _("Отчёт сейчас не принимается: статус пункта — «%(status)s».")
        return [words % {"status": block.task.get_status_display()}]
    if block.draft is None:
        return [_("Черновика нет: заполните пункт.")]
    return [problem.detail for problem in submission.missing(block.draft)]
