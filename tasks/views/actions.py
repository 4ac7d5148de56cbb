"""Acting on a task from a page: one address for every transition but the report, which has a form of its own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal.once import pages as once
from resolution_portal.problems import Absent, FieldProblem, Forbidden, Impossible, Invalid, Stale, wants_json
from resolution_portal.see_other import SeeOther
from tasks.forms.action import ACTIONS, ActionForm, Typed
from tasks.models import Task
from tasks.permissions import RULES, allowed_actions
from tasks.services import lifecycle
from tasks.transitions import TRANSITIONS
from tasks.views.detail import find, task_page


@login_required
@require_POST
def task_action(request: SignedInRequest, pk: int, action: str) -> HttpResponse:
    """Do it once; a refusal shows the task again with what was typed, a program gets problem+json."""
    task = find(request.user, pk)
    if action not in ACTIONS:
        raise Absent(_("Такого действия нет."))
    try:
        return once.page(request, lambda: _act(request, task, action))
    except (Invalid, Stale, Impossible) as problem:
        if wants_json(request):
            raise
        error = next((e.detail for e in problem.errors if e.field == "comment"), "")
        typed = Typed(action, request.POST.get("comment", ""), error, _next(request))
        seen = _seen(request) if isinstance(problem, Stale) else None
        return task_page(request, find(request.user, pk), problem=problem, typed=typed, seen=seen)


def _act(request: SignedInRequest, task: Task, action: str) -> HttpResponse:
    step = TRANSITIONS[action]
    if not RULES[step.who].allows(reach_of(request.user), task):
        raise Forbidden(_("Действие «%(label)s» здесь вам недоступно.") % {"label": step.label})
    form = ActionForm(action, request.POST)
    if not form.is_valid():
        raise _invalid(form)
    given = form.cleaned_data
    lifecycle.act(
        action, task=task, by=request.user, channel="page", version=given["version"], comment=given["comment"]
    )
    if wants_json(request):
        return JsonResponse(_as_json(request, task))
    messages.success(request, str(step.done))
    return SeeOther(_next(request) or reverse("task", args=[task.pk]))


def _invalid(form: ActionForm) -> Invalid:
    errors = [FieldProblem(f"/{name}", str(error)) for name, found in form.errors.items() for error in found]
    return Invalid(" ".join(problem.detail for problem in errors), errors=errors)


def _as_json(request: SignedInRequest, task: Task) -> dict[str, object]:
    return {
        "id": task.pk,
        "version": task.version,
        "status": task.status,
        "due_on": task.due_on.isoformat(),
        "is_overdue": task.is_overdue,
        "on_time": task.on_time,
        "allowed_actions": allowed_actions(reach_of(request.user), task),
    }


def _next(request: SignedInRequest) -> str:
    """The page of ours to go on to, empty when none or a stranger's is named."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) and url.startswith("/") else ""


def _seen(request: SignedInRequest) -> int | None:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else None
