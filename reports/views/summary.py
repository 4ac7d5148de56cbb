"""The summary: municipal bodies × directives, as a page and as files."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.models import Organization
from reports.forms.summary import Question, read
from reports.summary import titles
from reports.summary.shown import Shown
from reports.summary.table import GROUPINGS, SummaryTable, build
from reports.views.exports import download
from resolution_portal import clock

#: More columns than this scroll in their frame on a desk, too; fewer leave the heading to stick to the window.
_FITS = 14


@login_required
@require_safe
def summary(request: HttpRequest) -> HttpResponseBase:
    """The table of one document; with ``format`` exactly that as a file."""
    question = read(request)
    if question.resolution is None:
        return render(request, "reports/summary.html", {"question": question})
    table = build(
        resolution=question.resolution,
        user=request.user,  # type: ignore[arg-type]
        on=clock.today(),
        group_by=question.rows,
        tasks=question.tasks,
    )
    if format := request.GET.get("format"):
        return download(table, format=format, by=request.user, filters=question.kept)  # type: ignore[arg-type]
    return render(request, "reports/summary.html", _context(request, question, table))


def _context(request: HttpRequest, question: Question, table: SummaryTable) -> dict[str, Any]:
    shown = Shown(table, question.kept, under_depth=question.under.depth if question.under else None)
    return {
        "question": question,
        "table": table,
        "shown": shown,
        "lists": shown.lists_of(table.total),
        "document": titles.document(table.resolution),
        "first_column": titles.first_column(table),
        "as_of": titles.as_of(table),
        "organizations": _choices(request, table, question.under),
        "groupings": GROUPINGS,
        "fits": len(table.columns) <= _FITS,
    }


def _choices(request: HttpRequest, table: SummaryTable, chosen: Organization | None) -> list[Organization]:
    """Organizations to narrow the table to: those with rows of their own, and the one chosen by the address."""
    below = Organization.objects.visible_to(request.user).filter(  # type: ignore[arg-type]
        parent=table.resolution.issuer_id, kind__summary_row=""
    )
    choices = list(below.only("pk", "short_name", "sort_key"))
    return choices if chosen is None or chosen in choices else [chosen, *choices]
