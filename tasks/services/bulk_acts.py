"""Mass actions: chosen tasks are frozen and shown, then a job does them one by one, each its own transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from organizations.models import User
from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.background.queue import enqueue
from resolution_portal.background.registry import Progress
from resolution_portal.problems import Impossible, Invalid, Problem
from tasks.bulk_actions import ACTIONS, BulkAction
from tasks.models import BulkAct, BulkRow, Task
from tasks.querysets import TaskQuerySet

KIND = "bulk"
MOST = 5_000
_CHUNK = 100
_SHOWN_FOR = timedelta(days=1)
_LONGEST_REASON = 300


@transaction.atomic
def freeze(*, action: BulkAction, tasks: TaskQuerySet, by: User, query: str = "") -> BulkAct:
    """Keep which tasks are meant and what would become of each: nothing has been done to them yet.

    Raises Invalid when there are none or too many.
    """
    chosen = list(tasks[: MOST + 1])
    if not chosen:
        raise Invalid(_("Отметьте в списке хотя бы один пункт и нажмите кнопку ещё раз."))
    if len(chosen) > MOST:
        raise Invalid(_("За один раз можно изменить не больше %(most)d пунктов. Сузьте условия.") % {"most": MOST})
    BulkAct.objects.filter(owner=by, job=None, created_at__lt=clock.now() - _SHOWN_FOR).delete()
    act = BulkAct.objects.create(owner=by, action=action.name, query=query)
    BulkRow.objects.bulk_create(_rows(act, action, chosen, by), batch_size=500)
    return act


@transaction.atomic
def confirm(*, act: BulkAct, parameters: Mapping[str, Any]) -> Job:
    """Put the job down; confirmed again, it is the same job, with the words that were given first.

    After a job that failed a new one goes on with what waits. Raises Impossible when nothing does.
    """
    before = act.job
    if before is not None and before.state != Job.State.FAILED:
        return before
    waiting = act.rows.filter(state=BulkRow.State.WAITING).count()
    if not waiting:
        raise Impossible(_("Здесь нечего выполнять: ни один из выбранных пунктов не подходит."))
    once_key = f"{KIND}:{act.pk}:{before.pk if before else 0}"
    job = enqueue(kind=KIND, arguments={"act": act.pk}, owner=act.owner, once_key=once_key, total=waiting)
    changes: dict[str, Any] = {"job": job} if before else {"job": job, "parameters": dict(parameters)}
    # Who confirms a second later finds the job taken: neither it nor its words are changed.
    BulkAct.objects.filter(pk=act.pk, job=before).update(**changes)
    return job


def run(act: BulkAct, *, total: int, now: datetime, progress: Progress) -> dict[str, int]:
    """Do what waits; killed, it goes on with the next. A task that changed since it was shown is refused.

    Returns {"done", "refused"}, the refused ones of the preview counted too.
    """
    action = ACTIONS[act.action]
    waiting = act.rows.filter(state=BulkRow.State.WAITING)
    left = waiting.count()
    progress(total - left, total)
    while rows := list(waiting.select_related("task__organization", "task__directive")[:_CHUNK]):
        by = User.objects.get(pk=act.owner_id)
        for row in rows:
            _do(row, action, by, act.parameters, now)
            left -= 1
            progress(total - max(left, 0), total)
    counts = dict(act.rows.order_by().values_list("state").annotate(Count("pk")))
    return {state: counts.get(state, 0) for state in (BulkRow.State.DONE.value, BulkRow.State.REFUSED.value)}


def reasons(act: BulkAct) -> list[tuple[str, int]]:
    """Why tasks are left out, and how many for each reason, the commonest first."""
    refused = act.rows.filter(state=BulkRow.State.REFUSED).order_by()
    counted = refused.values_list("reason").annotate(Count("pk"))
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def _rows(act: BulkAct, action: BulkAction, tasks: list[Task], by: User) -> Iterator[BulkRow]:
    for task in tasks:
        reason = _refusal(action, task, by)
        state = BulkRow.State.REFUSED if reason else BulkRow.State.WAITING
        yield BulkRow(act=act, task=task, version=task.version, state=state, reason=reason)


def _refusal(action: BulkAction, task: Task, by: User) -> str:
    try:
        action.check(task, by)
    except Problem as problem:
        return problem.detail[:_LONGEST_REASON]
    return ""


def _do(row: BulkRow, action: BulkAction, by: User, parameters: Mapping[str, Any], now: datetime) -> None:
    """The row is taken in the transaction of the act: who finds it taken does nothing."""
    mine = BulkRow.objects.filter(pk=row.pk, state=BulkRow.State.WAITING)
    try:
        with transaction.atomic():
            if mine.update(state=BulkRow.State.DONE):
                action.do(row.task, by=by, version=row.version, parameters=parameters, now=now)
    except Problem as problem:
        mine.update(state=BulkRow.State.REFUSED, reason=problem.detail[:_LONGEST_REASON])
