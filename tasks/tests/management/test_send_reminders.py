"""``send_reminders``: one JSON object; a dry run shows and writes nothing; the second run finds all taken."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from resolution_portal import clock
from resolution_portal.notices.models import Letter, Notice
from resolution_portal.workdays.days import add_working_days
from tasks.models import ReminderClaim, Status, Task


@pytest.fixture
def paper(cast: SimpleNamespace, document: SimpleNamespace) -> SimpleNamespace:
    """One item of a school on control, due in ten working days, published a month ago."""
    task = document.task(cast.korzovo, document.d41)
    Task.objects.exclude(pk=task.pk).update(status=Status.WITHDRAWN)
    Task.objects.update(created_at=clock.now() - timedelta(days=30))
    Letter.objects.all().delete()
    Notice.objects.all().delete()
    document.only = task
    return document


def send(*options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("send_reminders", "--json", *options, stdout=out)
    return dict(json.loads(out.getvalue()))


def test_dry_run_then_run_then_again(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    day = add_working_days(paper.only.due_on, -2)
    step = {
        "task": paper.only.pk,
        "rule": "before",
        "step": 2,
        "due_on": paper.only.due_on.isoformat(),
        "recipients": [cast.tatyana.email],
    }
    first = {"today": day.isoformat(), "due": [step], "claimed": 1, "already": 0, "skipped": 1, "letters": 1}
    assert send("--today", day.isoformat(), "--dry-run") == first
    assert not ReminderClaim.objects.exists()
    assert not Letter.objects.exists()
    assert send("--today", day.isoformat(), "--at", "08:00") == first
    letter = Letter.objects.get()
    assert letter.created_at == datetime(day.year, day.month, day.day, 8, tzinfo=clock.MOSCOW)
    again = {**first, "claimed": 0, "already": 1, "skipped": 0, "letters": 0}
    assert send("--today", day.isoformat()) == again
    assert send("--today", day.isoformat(), "--dry-run") == again
    assert (Letter.objects.count(), Notice.objects.count()) == (1, 1)


def test_a_person_reads_words(paper: SimpleNamespace) -> None:
    out = StringIO()
    call_command("send_reminders", "--today", paper.only.due_on.isoformat(), stdout=out)
    assert out.getvalue().strip() == "Напоминаний: 1, отправлено раньше: 0, пропущено: 2, писем: 1."
