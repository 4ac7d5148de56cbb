"""The review queue: read, accept or return, and go on where one was."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from reports import review_queue as queues
from reports.forms.review import REMARKS
from reports.views.deciding import decide
from resolution_portal.once import pages as once
from resolution_portal.problems import Impossible, Invalid, Problem, Stale
from tasks.filters import TaskFilter
from tasks.querysets import TaskQuerySet

PAGE_SIZE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedInRequest) -> HttpResponse:
    """What waits for this person; a posted decision comes back to the same place of the queue."""
    if request.method != "POST":
        return _page(request)
    try:
        return once.page(request, lambda: decide(request))
    except (Invalid, Stale, Impossible) as problem:
        return _page(request, problem)


def _page(request: SignedInRequest, problem: Problem | None = None) -> HttpResponse:
    reach = reach_of(request.user)
    others = request.GET.get("others") == "1"
    queue = queues.waiting(request.user, reach, others=others)
    asked = TaskFilter(request.GET, queryset=queue, request=request)
    typed = _typed(request.POST) if problem else {}
    context = {
        **_opened(request, asked.qs, typed.get("task")),
        "others": others,
        "elsewhere": queues.waiting(request.user, reach, others=not others).count(),
        "decides": any(place.decides for place in reach.places),
        "organizations": queues.organizations_of(queue),
        "directives": queues.directives_of(queue),
        "asked": asked,
        "is_cut": any(request.GET.get(name) for name in asked.filters),
        "remarks": REMARKS.items(),
        "problem": problem,
        "typed": typed,
    }
    return render(request, "reports/review.html", context, status=problem.status if problem else 200)


def _opened(request: SignedInRequest, tasks: TaskQuerySet, typed: int | None) -> dict[str, object]:
    """The queue and its opened group: the one of the refused form, the one asked for, the one that comes after it."""
    by = "item" if request.GET.get("by") == "item" else "organization"
    lines = queues.lines(tasks, by=by)
    refused = tasks.filter(pk=typed).values_list(queues.GROUPINGS[by], flat=True).first() if typed else None
    line = queues.opened(lines, str(refused or ""), request.GET.get("open", ""), request.GET.get("then", ""))
    in_line = queues.of_line(tasks, line, by=by) if line else tasks.none()
    page = Paginator(in_line.values_list("pk", flat=True), PAGE_SIZE).get_page(request.GET.get("page"))
    blocks = queues.blocks(list(page.object_list))
    decided = queues.decided_today(request.user, line, by=by) if line else []
    people = {block.task.submitted_by_id: block.task.submitted_by for block in blocks if block.task.submitted_by}
    return {
        "by": by,
        "lines": lines,
        "total": sum(each.count for each in lines),
        "line": line,
        "next_line": queues.following(lines, line),
        "page": page,
        "blocks": blocks,
        "following": _following(list(page.object_list)),
        "decided": decided,
        "accepted": sum(event.action == "accept" for event in decided),
        "returned": sum(event.action == "return" for event in decided),
        "all_of_line": len(decided) + page.paginator.count,
        "people": people.values(),
    }


def _following(ids: list[int]) -> dict[int, int]:
    """Where to go on after each task is decided: the next one of the page, after the last one the one before."""
    return dict(zip(ids, [*ids[1:], *ids[-2:-1]], strict=False))


def _typed(data: QueryDict) -> dict[str, Any]:
    """What was typed for which task, to be shown again."""
    task = data.get("task", "")
    return {
        "task": int(task) if task.isdecimal() and len(task) < 19 else None,
        "remarks": data.getlist("remark"),
        "comment": data.get("comment", ""),
    }
