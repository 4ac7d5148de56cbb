"""The list of tasks: chips of saved questions, filters, order and page, all in the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal import clock
from tasks import questions
from tasks.filters import TaskFilter
from tasks.forms.filters import FilterForm
from tasks.models import Task
from tasks.row_html import rows_html
from tasks.rows import rows_of

PAGE_SIZE = 50
#: Parameters that say where tasks are, kept by the chips; the others say which, and are what a chip asks.
_WHERE = ("resolution", "directive", "organization", "under", "group", "kind", "search", "ordering")
_WHICH = ("status", "overdue", "on_time", "due_after", "due_before")


@dataclass(frozen=True)
class Column:
    """A heading that sorts; pressed again, the other way round."""

    label: str | Promise
    css: str
    next: str = ""
    sorted: str = ""


@login_required
@require_safe
def tasks(request: SignedInRequest) -> HttpResponse:
    """Everything the person sees, cut down by the address."""
    reach = reach_of(request.user)
    asked = TaskFilter(request.GET, queryset=Task.objects.visible_to(request.user), request=request)
    page = Paginator(asked.qs.values_list("pk", flat=True), PAGE_SIZE).get_page(request.GET.get("page"))
    given = {name: request.GET.getlist(name) for name in request.GET if any(request.GET.getlist(name))}
    base = {name: values for name, values in given.items() if name in _WHERE}
    which = {name: values for name, values in given.items() if name in _WHICH}
    context = {
        "page": page,
        "rows": rows_html(rows_of(list(page.object_list), reach)),
        "chips": questions.answers(questions.list_questions(clock.today()), asked.only(_WHERE[:-1]), base, which),
        "filters": FilterForm(asked, request.GET, reach),
        "columns": _columns(request.GET.get("ordering") or "due_on"),
        "sees_others": bool(reach.tops),
        "is_cut": bool(which or set(base) - {"ordering"}),
    }
    return render(request, "tasks/list.html", context)


def _columns(ordering: str) -> list[Column]:
    headings = [
        (_("№"), "cell-number", "number"),
        (_("Пункт и организация"), "", "organization"),
        (_("Срок"), "", "due_on"),
        (_("Статус"), "", "status"),
        (_("Отвечает"), "", ""),
        (_("Изменено"), "num", "changed_at"),
    ]
    return [_column(label, css, name, ordering) for label, css, name in headings]


def _column(label: str | Promise, css: str, name: str, ordering: str) -> Column:
    if ordering.removeprefix("-") != name or not name:
        return Column(label, css, f"-{name}" if name == "changed_at" else name)
    down = ordering.startswith("-")
    return Column(label, css, name if down else f"-{name}", "descending" if down else "ascending")
