"""Puts a task of the cast straight into a status, with the facts that the database demands of it."""

from __future__ import annotations

from typing import Any

from organizations.models import User
from resolution_portal import clock
from tasks.models import Event, Status, Task


def put(task: Task, status: str, *, sent_by: User | None = None, **columns: Any) -> Task:
    """The task as it would be in ``status``; ``sent_by`` wrote and sent what is under review."""
    now = clock.now()
    facts: dict[str, Any] = {"status": status, "report_number": 0, "on_time": None, "accepted_at": None}
    if status in (Status.SUBMITTED, Status.RETURNED, Status.ACCEPTED):
        facts |= {"report_number": 1, "submitted_at": now, "submitted_on": clock.today(), "on_time": True}
        facts |= {"submitted_by": sent_by, "written_by": sent_by}
    if status == Status.ACCEPTED:
        facts |= {"accepted_at": now}
    Task.objects.filter(pk=task.pk).update(**{**facts, **columns}, version=task.version + 1)
    task.refresh_from_db()
    action = {Status.SUBMITTED: "report", Status.WITHDRAWN: "withdraw"}.get(Status(status), "start")
    Event.objects.create(
        task=task,
        at=now,
        by=sent_by,
        channel="page",
        action=action,
        old_status=Status.IN_PROGRESS,
        status=status,
        due_on=task.due_on,
        report_number=task.report_number,
        on_time=task.on_time,
        task_version=task.version,
    )
    return task
