"""Mass actions: chosen in the list → what will happen → a job → what became of each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal import clock
from resolution_portal.downloads import attachment, csv_of
from resolution_portal.once import pages as once
from resolution_portal.problems import Absent, Forbidden, Invalid, wants_json
from resolution_portal.see_other import SeeOther
from tasks.bulk_actions import ACTIONS, BulkAction, offered
from tasks.filters import TaskFilter
from tasks.models import BulkAct, BulkRow, Task
from tasks.own_questions import CONDITIONS, readable
from tasks.querysets import TaskQuerySet
from tasks.row_html import rows_html
from tasks.rows import rows_of
from tasks.services import bulk_acts

_SAMPLE = 10
_REFUSED_A_PAGE = 50


@login_required
def bulk(request: SignedInRequest) -> HttpResponse:
    """Freeze what was chosen and go on to its page; nothing has changed yet."""
    if request.method != "POST":  # back from signing in
        return redirect("tasks")
    action = _action(request)
    query = readable(request.POST.get("query", ""))[:2000]
    act = bulk_acts.freeze(action=action, tasks=_chosen(request, query), by=request.user, query=query)
    return SeeOther(reverse("task_bulk_act", args=[act.pk]))


@login_required
def bulk_act(request: SignedInRequest, pk: int) -> HttpResponse:
    """What will happen, with numbers; after POST how far it is and what became of each task."""
    act = _own(request, pk)
    posted = request.method == "POST"
    form = ACTIONS[act.action].form(request.POST if posted else None)
    if not posted:
        return _page(request, act, form)
    if form.is_valid() or act.job:  # what goes on has its words already
        return once.page(request, lambda: _confirm(request, act, form.cleaned_data))
    return _page(request, act, form, status=Invalid.status)


@login_required
@require_safe
def bulk_refused(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The tasks that were left out, with reasons, for a spreadsheet."""
    act = _own(request, pk)
    rows = act.rows.filter(state=BulkRow.State.REFUSED).select_related("task__directive", "task__organization")
    head = [_("Пункт"), _("Что сделать"), _("Организация"), _("Срок"), _("Статус"), _("Почему не выполнено")]
    lines = (
        [
            row.task.directive.number,
            row.task.directive.title or row.task.directive.text,
            row.task.organization.short_name,
            f"{row.task.due_on:%d.%m.%Y}",
            row.task.get_status_display(),
            row.reason,
        ]
        for row in rows
    )
    name = _("Не выполнено – %(action)s, %(day)s.csv") % {
        "action": ACTIONS[act.action].label,
        "day": f"{clock.moscow(act.created_at):%d.%m.%Y}",
    }
    return attachment(csv_of([head, *lines]), name=name, media_type="text/csv; charset=utf-8")


def _action(request: SignedInRequest) -> BulkAction:
    action = ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        raise Invalid(_("Такого действия нет. Вернитесь к списку и выберите действие кнопкой."))
    if action not in offered(reach_of(request.user)):
        raise Forbidden(_("Действие «%(label)s» здесь вам недоступно.") % {"label": action.label})
    return action


def _chosen(request: SignedInRequest, query: str) -> TaskQuerySet:
    """The rows that were marked, or everything that the conditions find."""
    visible = Task.objects.visible_to(request.user)
    if request.POST.get("all"):
        return TaskFilter(QueryDict(query), queryset=visible, request=request).only(CONDITIONS)
    given = {value for value in request.POST.getlist("task") if value.isdecimal()}
    ids = [int(value) for value in given if len(value) < 19]
    if len(ids) > bulk_acts.MOST:
        raise Invalid(_("За один раз можно изменить не больше %(most)d пунктов.") % {"most": bulk_acts.MOST})
    chosen = visible.filter(pk__in=ids)
    if chosen.count() < len(given):
        raise Absent(_("Часть отмеченных пунктов вам больше не видна. Обновите список и отметьте их заново."))
    return chosen


def _own(request: SignedInRequest, pk: int) -> BulkAct:
    return get_object_or_404(BulkAct.objects.select_related("job", "owner"), pk=pk, owner=request.user)


def _confirm(request: SignedInRequest, act: BulkAct, parameters: dict[str, object]) -> HttpResponse:
    url = reverse("job", args=[bulk_acts.confirm(act=act, parameters=parameters).pk])
    return JsonResponse({"url": url}, status=202) if wants_json(request) else SeeOther(url)


def _page(request: SignedInRequest, act: BulkAct, form: object, status: int = 200) -> HttpResponse:
    rows = act.rows.select_related("task__directive", "task__organization")
    waiting = rows.filter(state=BulkRow.State.WAITING)
    sample = list(waiting.values_list("task", flat=True)[:_SAMPLE])
    refused = Paginator(rows.filter(state=BulkRow.State.REFUSED), _REFUSED_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "act": act,
        "action": ACTIONS[act.action],
        "form": form,
        "total": rows.count(),
        "allowed": waiting.count(),
        "done": rows.filter(state=BulkRow.State.DONE).count(),
        "refused": refused,
        "reasons": bulk_acts.reasons(act),
        "sample": rows_html(rows_of(sample, reach_of(request.user))),
        "back": f"{reverse('tasks')}?{act.query}" if act.query else reverse("tasks"),
    }
    return render(request, "tasks/bulk.html", context, status=status)
