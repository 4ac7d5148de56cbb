"""The list of tasks: chips of saved questions, filters, order and page, all in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal import clock
from tasks import questions
from tasks.bulk_actions import offered
from tasks.filters import TaskFilter
from tasks.forms.filters import FilterForm
from tasks.models import Task
from tasks.owed_first import OwedFirst
from tasks.own_questions import own_answers, readable
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
    """Everything the person sees, cut down by the address; htmx gets what changes of the page, and its address."""
    htmx = HtmxDetails(request)
    part = bool(htmx) and not htmx.history_restore_request
    given = {name: request.GET.getlist(name) for name in request.GET if any(request.GET.getlist(name))}
    template = "tasks/_list.html" if part else "tasks/list.html"
    response = render(request, template, _context(request, given))
    patch_vary_headers(response, ["HX-Request"])
    if part:
        response["HX-Push-Url"] = questions.list_url(given)
    return response


def _context(request: SignedInRequest, given: dict[str, list[str]]) -> dict[str, Any]:
    reach = reach_of(request.user)
    asked = TaskFilter(request.GET, queryset=Task.objects.visible_to(request.user), request=request)
    ordering = request.GET.get("ordering", "") if "ordering" not in asked.form.errors else ""
    ids: Any = asked.qs.values_list("pk", flat=True) if ordering else OwedFirst(asked.qs)
    page = Paginator(ids, PAGE_SIZE).get_page(request.GET.get("page"))
    base = {name: values for name, values in given.items() if name in _WHERE}
    which = {name: values for name, values in given.items() if name in _WHICH}
    actions = offered(reach)
    chips = questions.answers(questions.list_questions(clock.today()), asked.only(_WHERE[:-1]), base, which)
    own = own_answers(request, given)
    is_cut = bool(which or set(base) - {"ordering"})
    return {
        "page": page,
        "rows": rows_html(rows_of(list(page.object_list), reach), checks=bool(actions)),
        "chips": chips,
        "own": own,
        "query": readable(request.GET.urlencode()),
        "may_save": is_cut and not any(chip.current for chip in own),
        "actions": actions,
        "filters": FilterForm(asked, request.GET, reach),
        "columns": _columns(ordering),
        "sees_others": bool(reach.tops),
        "is_cut": is_cut,
    }


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
