"""One version of a report: what was said, what proves it, what became of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from reports.models import ProgressReport
from reports.verdicts import decisions
from tasks.history import entries
from tasks.permissions import allowed_actions


@login_required
@require_safe
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """A visible report; a draft is seen in its own organization only."""
    reports = (
        ProgressReport.objects.visible_to(request.user)
        .select_related("task__directive", "task__organization", "task__resolution", "author", "receipt__sent_by")
        .prefetch_related("evidence__file")
    )
    found = get_object_or_404(reports, pk=pk)
    events = list(found.task.events.select_related("by"))
    context = {
        "report": found,
        "task": found.task,
        "directive": found.task.directive,
        "decisions": entries(decisions(found.number, events)),
        "may_write": "report" in allowed_actions(reach_of(request.user), found.task),
        "is_under_review": found.task.status == "submitted" and found.task.report_number == found.number,
    }
    return render(request, "reports/report.html", context)
