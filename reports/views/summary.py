"""The summary: municipal bodies × directives, as a page, as files, and the panel beside one cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from organizations.models import Kind, Organization
from organizations.requests import SignedInRequest
from reports.forms.summary import Question, read
from reports.summary import titles
from reports.summary.fitting import without_empty_columns
from reports.summary.panel import Panel, panel_of
from reports.summary.regional import regional_lines
from reports.summary.shown import Shown
from reports.summary.table import SummaryTable, build
from reports.views.exports import download
from resolution_portal import clock
from tasks.models import Addressee

#: More columns than this scroll in their frame on a desk, too; fewer leave the heading to stick to the window.
_FITS = 14


@login_required
@require_safe
def summary(request: SignedInRequest) -> HttpResponseBase:
    """The table of one document; with ``format`` exactly that as a file, with ``cell`` the panel of a cell beside."""
    question = read(request)
    if question.resolution is None:
        return render(request, "reports/summary.html", {"question": question})
    table = build(
        resolution=question.resolution,
        user=request.user,
        on=clock.today(),
        group_by=question.rows,
        tasks=question.tasks,
    )
    table = replace(table, percent=question.percent)
    if question.kept:
        table = without_empty_columns(table)
    if format := request.GET.get("format"):
        return download(table, format=format, by=request.user, filters=question.kept)
    cell, url = request.GET.get("cell", ""), request.build_absolute_uri("/")
    panel = panel_of(table, cell, user=request.user, url=url) if cell else None
    if request.GET.get("part") == "panel":
        return _panel(request, question, table, panel)
    return render(request, "reports/summary.html", _context(request, question, table, panel))


def _panel(request: SignedInRequest, question: Question, table: SummaryTable, panel: Panel | None) -> HttpResponse:
    """The panel alone, for the script that puts it beside the table."""
    if panel is None:
        raise Http404
    shown = _shown(question, table, None)
    return render(request, "reports/_summary_panel.html", _beside(question, shown, panel))


def _context(request: SignedInRequest, question: Question, table: SummaryTable, panel: Panel | None) -> dict[str, Any]:
    shown = _shown(question, table, panel)
    return {
        "question": question,
        "table": table,
        "shown": shown,
        "lists": shown.lists_of(table.total),
        "document": titles.document(table.resolution),
        "first_column": titles.first_column(table),
        "as_of": titles.as_of(table),
        "organizations": _organizations(request, table, question.under),
        "kinds": _kinds(table),
        "fits": len(table.columns) <= _FITS,
        "regional": regional_lines(table, shown.columns),
        **(_beside(question, shown, panel) if panel else {}),
    }


def _beside(question: Question, shown: Shown, panel: Panel) -> dict[str, Any]:
    """What the panel's template needs: the lists behind its numbers, the address without it."""
    behind = shown.lists_of(panel.row, panel.column.directive)
    return {"panel": panel, "behind": behind, "closed": f"?{urlencode(question.page, doseq=True)}"}


def _shown(question: Question, table: SummaryTable, panel: Panel | None) -> Shown:
    return Shown(
        table,
        question.kept,
        under_depth=question.under.depth if question.under else None,
        page=question.page,
        opened=panel.name if panel else None,
    )


def _organizations(request: SignedInRequest, table: SummaryTable, chosen: Organization | None) -> list[Organization]:
    """Organizations to narrow the table to: those with rows of their own, and the one chosen by the address."""
    below = Organization.objects.visible_to(request.user).filter(
        parent=table.resolution.issuer_id, kind__summary_row=""
    )
    choices = list(below.only("pk", "short_name", "sort_key"))
    return choices if chosen is None or chosen in choices else [chosen, *choices]


def _kinds(table: SummaryTable) -> list[Kind]:
    """Whom the document addresses."""
    addressed = Addressee.objects.filter(directive__resolution=table.resolution).values("kind")
    return list(Kind.objects.filter(pk__in=addressed))
