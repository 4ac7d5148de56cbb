"""The one writer: all or nothing, and nobody else writes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from resolution_portal import clock
from resolution_portal.problems import Stale
from tasks.models import Event, Status, Task
from tasks.services.ledger import Act, record_many

LEDGER = "tasks/services/ledger.py"
GUARDED = r"(?:status|due_on|responsible|report_number)"


def acts(tasks: list[Task], **changes: object) -> list[Act]:
    return [Act(task=task, action="start", by=None, now=clock.now(), changes=changes) for task in tasks]


def test_many_at_once_each_with_its_event(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    tasks = list(Task.objects.filter(organization=cast.school5))
    record_many(acts(tasks, status=Status.IN_PROGRESS, due_on=date(2031, 1, 15)), channel="job")
    for task in Task.objects.filter(organization=cast.school5):
        assert (task.status, task.due_on, task.version) == ("in_progress", date(2031, 1, 15), 2)
        event = task.events.get()
        assert (event.old_status, event.status, event.due_on, event.task_version) == (
            "new",
            "in_progress",
            date(2031, 1, 15),
            2,
        )


def test_one_stale_task_refuses_all(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    tasks = list(Task.objects.filter(organization=cast.school5))
    record_many(acts([Task.objects.get(pk=tasks[0].pk)], status=Status.IN_PROGRESS), channel="job")
    with pytest.raises(Stale):
        record_many(acts(tasks, status=Status.IN_PROGRESS), channel="job")
    assert Event.objects.count() == 1
    assert set(Task.objects.filter(organization=cast.school5).values_list("status", flat=True)) == {
        "new",
        "in_progress",
    }


def test_no_other_code_writes_a_tasks_guarded_columns() -> None:
    """Assignments to an attribute of something called task, and updates through Task's queryset."""
    assignment = re.compile(rf"\btask\.{GUARDED}(?:_id)?\s*=(?!=)")
    update = re.compile(rf"Task\.objects[^\n]*\.(?:update|bulk_update)\([^)]*\b{GUARDED}\b")
    writers = []
    for app in ("organizations", "tasks", "reports", "resolution_portal"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            name = str(path.relative_to(settings.BASE_DIR))
            if "/tests/" in name or "/migrations/" in name or name == LEDGER:
                continue
            code = path.read_text()
            if assignment.search(code) or update.search(code):
                writers.append(name)
    assert writers == []
