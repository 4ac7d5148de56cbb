"""One report for a date: every item on one page, saved block by block, what is ready sent at once."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from reports.fill_scope import Scope, check_person, scope
from reports.filling import block_of
from reports.services import submission
from resolution_portal import clock
from resolution_portal.once import pages as once
from resolution_portal.problems import Forbidden, Invalid, Problem, json_answer
from resolution_portal.see_other import SeeOther
from tasks.permissions import RULES
from tasks.transitions import TRANSITIONS

#: Tells the service worker whose page it keeps: one browser may serve several people.
PERSON_HEADER = "X-Portal-Person"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: SignedInRequest, resolution: int, first_due_on: str) -> HttpResponse:
    """Show, keep and send all that the organization reports on one document for one date."""
    found = scope(request, resolution, first_due_on)
    if request.method == "POST":
        for block in found.blocks:
            if block.is_open:
                block.save(request)
        return once.page(request, lambda: _answer(request, found))
    for block in found.blocks:
        if block.is_open:
            block.show()
    return _page(request, found)


@login_required
@require_POST
def fill_block(request: SignedInRequest, task: int) -> HttpResponse:
    """Keep one block as it is typed: what was saved, or a refusal as problem+json."""
    check_person(request)
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


def _answer(request: SignedInRequest, found: Scope) -> HttpResponse:
    """Send what is ready when that was asked and nothing is left unsaved; else say what was kept."""
    faulty = any(block.is_faulty for block in found.blocks)
    problem: Problem | None = None
    if "send" in request.POST and not faulty:
        ready = [block.draft for block in found.blocks if block.is_ready and block.draft]
        if ready:
            receipt = submission.submit(reports=ready, by=request.user, channel="page")
            messages.success(request, str(TRANSITIONS["report"].done))
            return SeeOther(reverse("receipt", args=[receipt.number]))
        for block in found.blocks:
            block.lacks = submission.missing(block.draft) if block.is_open and block.draft else []
        problem = Invalid(_("Готовых пунктов нет: ничего не отправлено. Всё введённое сохранено."))
    if faulty or problem:
        refused = [block.problem.status for block in found.blocks if block.problem]
        status = 413 if any(block.too_large for block in found.blocks) else max(refused, default=422)
        return _page(request, found, problem=problem, status=status)
    messages.success(request, _("Черновик сохранён."))
    return SeeOther(request.get_full_path())


def _page(request: SignedInRequest, found: Scope, *, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    open_ones = [block for block in found.blocks if block.is_open]
    first = found.blocks[0].task
    context = {
        "blocks": found.blocks,
        "organization": found.own[0],
        "others": found.own[1:],
        "first": first,
        "resolution": first.resolution,
        "open_total": len(open_ones),
        "ready": sum(block.is_ready for block in open_ones),
        "left": [block for block in open_ones if not block.is_ready],
        "faulty": [block for block in open_ones if block.is_faulty],
        "problem": problem,
        "reviewers": RULES["reviewer"].people(first),
    }
    answer = render(request, "reports/fill.html", context, status=status)
    answer[PERSON_HEADER] = str(request.user.pk)
    return answer
