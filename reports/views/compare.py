"""Two versions of a report on one task, side by side."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.requests import SignedInRequest
from reports.comparison import Comparison
from reports.models import ProgressReport


@login_required
@require_safe
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """A visible report beside the version before it, or beside the one asked for (`?with=` its number)."""
    visible = ProgressReport.objects.visible_to(request.user).select_related(
        "task__directive", "task__organization", "author"
    )
    new = get_object_or_404(visible.prefetch_related("evidence__file"), pk=pk)
    earlier = list(
        visible.filter(task=new.task_id, number__lt=new.number).prefetch_related("evidence__file").order_by("-number")
    )
    asked = request.GET.get("with", "")
    old = next((report for report in earlier if asked in ("", str(report.number))), None)
    if old is None:
        raise Http404
    context = {
        "comparison": Comparison(old, new),
        "old": old,
        "new": new,
        "task": new.task,
        "directive": new.task.directive,
        "others": [report for report in reversed(earlier) if report != old],
    }
    return render(request, "reports/compare.html", context)
