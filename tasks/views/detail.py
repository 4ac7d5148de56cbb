"""The page of one task: what is asked, what was reported, what may be done now, and its history."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.models import User
from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal import clock
from resolution_portal.problems import Problem
from resolution_portal.workdays.days import working_days_between
from tasks.forms.action import Typed, button, buttons
from tasks.history import entries, history
from tasks.models import Event, Rule, Status, Task
from tasks.permissions import RULES, allowed_actions, sees_from_above
from tasks.reminding.outlook import Outlook, outlook
from tasks.reminding.steps import TO_EXECUTORS
from tasks.rows import due_words, is_late
from tasks.services.morning import next_day

# What the page says of people: passwords and settings stay in the database.
_PERSON = ("email", "last_name", "first_name", "patronymic", "position", "phone")


@login_required
@require_safe
def task(request: SignedInRequest, pk: int) -> HttpResponse:
    """One visible task."""
    return task_page(request, find(request.user, pk))


def find(user: User, pk: int) -> Task:
    """The task, when this person sees it; 404 otherwise."""
    tasks = Task.objects.visible_to(user).select_related(
        "directive__section", "resolution", "checkpoint", "organization", "responsible", "reviewed_by"
    )
    return get_object_or_404(tasks, pk=pk)


def task_page(
    request: SignedInRequest,
    task: Task,
    *,
    problem: Problem | None = None,
    typed: Typed | None = None,
    seen: int | None = None,
) -> HttpResponse:
    """The page; after a refusal with what was typed and, when it was stale, with what is new since version ``seen``."""
    events = list(task.events.select_related("by"))
    allowed = allowed_actions(reach_of(request.user), task)
    visible = task.reports.visible_to(request.user)
    reports = list(visible.select_related("author").prefetch_related("evidence__file").order_by("-number"))
    remark = _remark(task, events)
    context = {
        "task": task,
        "directive": task.directive,
        "buttons": buttons(task, allowed, typed),
        "may_report": "report" in allowed,
        "comment": button(task, "comment", typed) if "comment" in allowed else None,
        # The newest report shows its own verdict: the words would stand there twice.
        "remark": None if reports and remark and reports[0].number == remark.report_number else remark,
        "reports": reports,
        "events": events,
        "entries": history(task, events),
        "due_words": due_words(task),
        "is_late": is_late(task),
        "is_late_report": task.on_time is False and task.status in (Status.SUBMITTED, Status.ACCEPTED),
        "waits": _waits(task),
        "executors": RULES["executor"].people(task).only(*_PERSON),
        "reviewers": RULES["reviewer"].people(task).only(*_PERSON),
        "reminders": _reminders(request.user, task),
        "problem": problem,
        "news": entries([e for e in events if e.task_version > seen]) if seen is not None else [],
    }
    return render(request, "tasks/detail.html", context, status=problem.status if problem else 200)


def _remark(task: Task, events: list[Event]) -> Event | None:
    """The reviewer's words, as long as they are what the executor has to mend."""
    if task.status != Status.RETURNED:
        return None
    return next((event for event in reversed(events) if event.action in ("return", "reopen")), None)


def _reminders(user: User, task: Task) -> Outlook:
    """An executor sees what comes to the organization, whoever is above what goes to controllers too."""
    rules = Rule.values if sees_from_above(reach_of(user), task) else [str(rule) for rule in TO_EXECUTORS]
    return outlook(task, day=next_day(clock.now()), rules=rules)


def _waits(task: Task) -> int | None:
    """Working days that a report has waited for its reviewer."""
    if task.status != Status.SUBMITTED or task.submitted_on is None:
        return None
    return working_days_between(task.submitted_on, clock.today())
