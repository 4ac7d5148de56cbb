"""The form of one task's report: a draft that is kept, files that no error loses, and the sending."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from reports.forms.sheet import REMOVE, UPLOADS, ReportSheet
from reports.models import ProgressReport, StoredFile
from reports.services import drafts, submission
from reports.uploads import store
from resolution_portal.once import pages as once
from resolution_portal.problems import Forbidden, Impossible, Invalid, Problem, Stale, TooLarge
from resolution_portal.see_other import SeeOther
from tasks.models import Task
from tasks.permissions import RULES
from tasks.transitions import TRANSITIONS


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_form(request: SignedInRequest, task: int) -> HttpResponse:
    """Write, keep and send the report of one visible task."""
    tasks = Task.objects.visible_to(request.user).select_related(
        "directive", "organization", "resolution", "checkpoint"
    )
    found = get_object_or_404(tasks, pk=task)
    if not RULES["executor"].allows(reach_of(request.user), found):
        raise Forbidden(_("Отчёт пишет исполнитель самой организации. Вам этот пункт доступен только для просмотра."))
    if request.method == "POST":
        return _post(request, found)
    if found.status not in TRANSITIONS["report"].sources:
        messages.info(request, _("Отчёт сейчас не заполняется: «%s».") % found.get_status_display())
        return redirect("task", found.pk)
    return _page(request, found, ReportSheet(found, drafts.start_of(found)))


def _post(request: SignedInRequest, task: Task) -> HttpResponse:
    """Files first and for good, then the deed once; whatever goes wrong, the page comes back as it was typed."""
    start = drafts.start_of(task)
    sheet = ReportSheet.posted(request, task, start)
    stored, too_large = store(request.FILES.getlist(UPLOADS), sheet, request.user)
    sheet.take(stored)
    problem: Problem | None = None
    if sheet.is_valid():
        try:
            return once.page(request, lambda: _act(request, task, sheet))
        except (Invalid, Stale, Impossible) as refusal:
            problem = refusal
    status = problem.status if problem else TooLarge.status if too_large else Invalid.status
    kept = _keep(request, task, sheet, stored, problem)
    return _page(request, task, sheet, problem=problem, kept=kept, status=status)


def _act(request: SignedInRequest, task: Task, sheet: ReportSheet) -> HttpResponse:
    content = {"task": task, "by": request.user, "channel": "page", **sheet.content()}
    if "send" in request.POST and REMOVE not in request.POST:
        receipt = submission.send(**content)
        messages.success(request, str(TRANSITIONS["report"].done))
        return SeeOther(reverse("receipt", args=[receipt.number]))
    submission.save_draft(**content)
    words = _("Файл убран, черновик сохранён.") if REMOVE in request.POST else _("Черновик сохранён.")
    messages.success(request, words)
    return SeeOther(reverse("report_form", args=[task.pk]))


def _keep(
    request: SignedInRequest, task: Task, sheet: ReportSheet, stored: list[StoredFile], problem: Problem | None
) -> ProgressReport | None:
    """Save what an unsent form holds: the whole as a draft when only sending was refused, else the new files."""
    if isinstance(problem, Stale):
        sheet.go_on_from(drafts.start_of(task).version)
        return None
    if isinstance(problem, Impossible):
        return None
    if isinstance(problem, Invalid):
        draft = submission.save_draft(task=task, by=request.user, channel="page", **sheet.content())
        sheet.refuse(problem)
    elif stored:
        before = drafts.start_of(task).version
        draft = drafts.add_files(task=task, by=request.user, channel="page", files=stored)
        if sheet.form.cleaned_data.get("version") != before:
            return draft
    else:
        return None
    sheet.go_on_from(draft.version)
    return draft


def _page(
    request: SignedInRequest,
    task: Task,
    sheet: ReportSheet,
    *,
    problem: Problem | None = None,
    kept: ProgressReport | None = None,
    status: int = 200,
) -> HttpResponse:
    events = task.events.filter(action__in=("return", "reopen")).select_related("by")
    context = {
        "task": task,
        "directive": task.directive,
        "sheet": sheet,
        "form": sheet.form,
        "draft": drafts.draft_of(task) if isinstance(problem, Stale) else None,
        "remark": events.last() if task.status == "returned" else None,
        "reviewers": RULES["reviewer"].people(task),
        "problem": problem if not isinstance(problem, Invalid) else None,
        "kept": kept,
        "kept_whole": isinstance(problem, Invalid),
        "closed": isinstance(problem, Impossible),
    }
    return render(request, "reports/form.html", context, status=status)
