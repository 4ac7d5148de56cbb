"""The review queue: read, accept or return, and go on where one was."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from reports.forms.review import REMARKS, DecisionForm
from reports.review_queue import directives_of, groups, in_order, organizations_of, waiting
from resolution_portal.once import pages as once
from resolution_portal.problems import FieldProblem, Impossible, Invalid, Problem, Stale
from resolution_portal.see_other import SeeOther
from tasks.filters import TaskFilter
from tasks.models import Task
from tasks.services import lifecycle
from tasks.transitions import TRANSITIONS

PAGE_SIZE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedInRequest) -> HttpResponse:
    """What waits for this person; a posted decision comes back to the same place of the queue."""
    if request.method != "POST":
        return _page(request)
    try:
        return once.page(request, lambda: _decide(request))
    except (Invalid, Stale, Impossible) as problem:
        return _page(request, problem)


def _decide(request: SignedInRequest) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        errors = [FieldProblem(f"/{name}", str(words)) for name, found in form.errors.items() for words in found]
        words = next(
            (e.detail for e in errors if e.field == "comment"), _("Обновите страницу и повторите: она устарела.")
        )
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


def _page(request: SignedInRequest, problem: Problem | None = None) -> HttpResponse:
    reach = reach_of(request.user)
    others = request.GET.get("others") == "1"
    queue = waiting(request.user, reach, others=others)
    asked = TaskFilter(request.GET, queryset=queue, request=request)
    page = Paginator(in_order(asked.qs).values_list("pk", flat=True), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "groups": groups(list(page.object_list)),
        "following": _following(list(page.object_list)),
        "others": others,
        "elsewhere": waiting(request.user, reach, others=not others).count(),
        "organizations": organizations_of(queue),
        "directives": directives_of(queue),
        "asked": asked,
        "is_cut": any(request.GET.get(name) for name in asked.filters),
        "remarks": REMARKS.items(),
        "problem": problem,
        "typed": _typed(request.POST) if problem else {},
    }
    return render(request, "reports/review.html", context, status=problem.status if problem else 200)


def _following(ids: list[int]) -> dict[int, int]:
    """Where to go on after each task is decided: the next one of the page, after the last one the one before."""
    return dict(zip(ids, [*ids[1:], *ids[-2:-1]], strict=False))


def _typed(data: QueryDict) -> dict[str, object]:
    """What was typed for which task, to be shown again."""
    task = data.get("task", "")
    return {
        "task": int(task) if task.isdecimal() and len(task) < 19 else None,
        "remarks": data.getlist("remark"),
        "comment": data.get("comment", ""),
    }
