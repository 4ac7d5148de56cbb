"""One report for a date: every item on one page, saved block by block, what is ready sent at once."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organizations.models import Organization
from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from reports.filling import Block, block_of, blocks_of
from reports.permissions import writes_for
from reports.services import submission
from resolution_portal import clock
from resolution_portal.once import pages as once
from resolution_portal.problems import Forbidden, Invalid, Problem, json_answer
from resolution_portal.see_other import SeeOther
from tasks.models import Resolution, Task
from tasks.permissions import RULES
from tasks.transitions import TRANSITIONS


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: SignedInRequest, resolution: int, first_due_on: str) -> HttpResponse:
    """Show, keep and send all that the organization reports on one document for one date."""
    document = get_object_or_404(Resolution.objects.visible_to(request.user), pk=resolution)
    due_on = _date(first_due_on)
    own = _organizations(request, document, due_on)
    blocks = blocks_of(request.user, organization=own[0].pk, resolution=document.pk, first_due_on=due_on)
    if request.method == "POST":
        for block in blocks:
            if block.is_open:
                block.save(request)
        return once.page(request, lambda: _answer(request, blocks, own))
    for block in blocks:
        if block.is_open:
            block.show()
    return _page(request, blocks, own)


@login_required
@require_POST
def fill_block(request: SignedInRequest, task: int) -> HttpResponse:
    """Keep one block as it is typed: what was saved, or a refusal as problem+json."""
    block = block_of(request.user, task)
    if block is None:
        raise Http404
    if not RULES["executor"].allows(reach_of(request.user), block.task):
        return json_answer(Forbidden(_("Отчёт пишет исполнитель самой организации.")))
    block.save(request)
    if block.problem:
        news = {"version": block.news.version, "text": block.news.text} if block.news else None
        return JsonResponse({"detail": block.problem.detail, "news": news}, status=block.problem.status)
    assert block.sheet
    if block.sheet.errors or f"{block.prefix}-version" not in request.POST:
        lines = [{"field": error.anchor, "detail": error.words} for error in block.sheet.errors]
        return JsonResponse({"detail": _("Не сохранено: проверьте отмеченное."), "errors": lines}, status=422)
    saved = {
        "version": block.draft.version if block.draft else 0,
        "saved": clock.moscow(block.draft.edited_at).strftime("%H:%M") if block.draft else "",
        "ready": block.is_ready,
        "files": render_to_string("reports/_form_files.html", {"sheet": block.sheet}),
    }
    return JsonResponse(saved)


def _date(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise Http404 from error


def _organizations(request: SignedInRequest, document: Resolution, due_on: date) -> list[Organization]:
    """Those for which the person may fill this report, the asked one first."""
    tasks = Task.objects.visible_to(request.user).filter(resolution=document, first_due_on=due_on)
    mine = writes_for(reach_of(request.user))
    own = list(Organization.objects.filter(pk__in=tasks.filter(organization__in=mine).values("organization")))
    asked = request.GET.get("organization")
    if asked:
        tasks = tasks.filter(organization=int(asked)) if asked.isdecimal() and len(asked) < 19 else tasks.none()
    if not tasks.exists():
        raise Http404
    own.sort(key=lambda organization: (str(organization.pk) != asked, organization.pk))
    if not own or (asked and str(own[0].pk) != asked):
        raise Forbidden(_("Отчёт пишет исполнитель самой организации. Вам он доступен только для просмотра."))
    return own


def _answer(request: SignedInRequest, blocks: list[Block], own: list[Organization]) -> HttpResponse:
    """Send what is ready when that was asked and nothing is left unsaved; else say what was kept."""
    faulty = any(block.is_faulty for block in blocks)
    problem: Problem | None = None
    if "send" in request.POST and not faulty:
        ready = [block.draft for block in blocks if block.is_ready and block.draft]
        if ready:
            receipt = submission.submit(reports=ready, by=request.user, channel="page")
            messages.success(request, str(TRANSITIONS["report"].done))
            return SeeOther(reverse("receipt", args=[receipt.number]))
        for block in blocks:
            block.lacks = submission.missing(block.draft) if block.is_open and block.draft else []
        problem = Invalid(_("Готовых пунктов нет: ничего не отправлено. Всё введённое сохранено."))
    if faulty or problem:
        refused = [block.problem.status for block in blocks if block.problem]
        status = 413 if any(block.too_large for block in blocks) else max(refused, default=422)
        return _page(request, blocks, own, problem=problem, status=status)
    messages.success(request, _("Черновик сохранён."))
    return SeeOther(request.get_full_path())


def _page(
    request: SignedInRequest,
    blocks: list[Block],
    own: list[Organization],
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    open_ones = [block for block in blocks if block.is_open]
    first = blocks[0].task
    context = {
        "blocks": blocks,
        "organization": own[0],
        "others": own[1:],
        "first": first,
        "resolution": first.resolution,
        "open_total": len(open_ones),
        "ready": sum(block.is_ready for block in open_ones),
        "faulty": [block for block in open_ones if block.is_faulty],
        "problem": problem,
        "reviewers": RULES["reviewer"].people(first),
    }
    return render(request, "reports/fill.html", context, status=status)
