"""The receipt of one sending, to look at, to print or to photograph."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.requests import SignedInRequest
from reports.models import ProgressReport, Receipt
from tasks.permissions import RULES


@login_required
@require_safe
def receipt(request: SignedInRequest, number: int) -> HttpResponse:
    """A visible receipt with those of its reports that this person sees."""
    receipts = Receipt.objects.visible_to(request.user).select_related("organization", "resolution", "sent_by")
    found = get_object_or_404(receipts, number=number)
    reports = (
        ProgressReport.objects.visible_to(request.user)
        .filter(receipt=found)
        .select_related("task__directive__section", "task__organization")
        .order_by("task__directive__section__position", "task__directive__position")
    )
    context = {"receipt": found, "reports": reports, "reviewers": RULES["reviewer"].people(reports[0].task)}
    return render(request, "reports/receipt.html", context)
