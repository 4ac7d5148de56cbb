"""The one writer of a task's status, due date, responsible person and report number (ARCHITECTURE, rule 1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organizations.models import User
from resolution_portal.audit import request_id
from resolution_portal.problems import Stale
from tasks.models import Event, Task

_BATCH = 50  # tasks an UPDATE … CASE: its cost grows with the square, and SQLite limits its parameters


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act on one task: who, when, why, and the new values of the task's columns."""

    task: Task
    action: str
    by: User | None
    now: datetime
    acting_for: int | None = None
    comment: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)


def record(
    task: Task,
    *,
    action: str,
    by: User | None,
    acting_for: int | None,
    channel: str,
    now: datetime,
    comment: str = "",
    details: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Event:
    """Write the changes and one Event with the after-image, in one transaction; the task object follows.

    Raises Stale when somebody was faster: the row no longer has the version that ``task`` carries.
    """
    act = Act(
        task=task,
        action=action,
        by=by,
        now=now,
        acting_for=acting_for,
        comment=comment,
        details=details or {},
        changes=changes,
    )
    with transaction.atomic():
        values = {**changes, "version": task.version + 1, "changed_at": now}
        if not Task.objects.filter(pk=task.pk, version=task.version).update(**values):
            raise Stale(_("Пункт изменился, пока страница была открыта. Посмотрите, что нового, и повторите."))
        event = _event(act, channel)
        event.save(force_insert=True)
    _follow(task, values)
    return event


def record_many(acts: Sequence[Act], *, channel: str) -> list[Event]:
    """The set-based twin: one act a task, all or none. Raises Stale as ``record`` does.

    The Events go in first: unique (task, task_version) refuses a batch of which one task was changed meanwhile,
    and whoever changes a task holds that key until the end of their transaction.
    """
    with transaction.atomic():
        events = [_event(act, channel) for act in acts]
        try:
            with transaction.atomic():
                Event.objects.bulk_create(events, batch_size=_BATCH)
        except IntegrityError as error:
            raise Stale(_("Часть пунктов изменилась, пока страница была открыта. Обновите список.")) from error
        for names, group in _by_columns(acts).items():
            for act in group:
                _follow(act.task, {**act.changes, "version": act.task.version + 1, "changed_at": act.now})
            Task.objects.bulk_update([act.task for act in group], [*names, "version", "changed_at"], batch_size=_BATCH)
    return events


def note(
    task: Task, *, action: str, by: User | None, acting_for: int | None, channel: str, now: datetime, comment: str
) -> Event:
    """Write words that change nothing: the version stays, so nobody's open form grows stale."""
    act = Act(task=task, action=action, by=by, now=now, acting_for=acting_for, comment=comment)
    event = _event(act, channel, bump=0)
    event.save(force_insert=True)
    return event


def note_many(acts: Sequence[Act], *, channel: str) -> None:
    """The set-based twin of ``note``."""
    Event.objects.bulk_create([_event(act, channel, bump=0) for act in acts], batch_size=_BATCH)


def _event(act: Act, channel: str, bump: int = 1) -> Event:
    task, after = act.task, act.changes
    return Event(
        task=task,
        at=act.now,
        by=act.by,
        acting_for_id=act.acting_for,
        channel=channel,
        action=act.action,
        comment=act.comment,
        details=dict(act.details),
        request_id=request_id.current(),
        old_status=task.status,
        status=after.get("status", task.status),
        due_on=after.get("due_on", task.due_on),
        report_number=after.get("report_number", task.report_number),
        on_time=after.get("on_time", task.on_time),
        task_version=task.version + bump,
    )


def _by_columns(acts: Sequence[Act]) -> dict[tuple[str, ...], list[Act]]:
    groups: dict[tuple[str, ...], list[Act]] = defaultdict(list)
    for act in acts:
        groups[tuple(sorted(act.changes))].append(act)
    return groups


def _follow(task: Task, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(task, name, value)
