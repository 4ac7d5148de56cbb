"""Two runs at once, a run killed half-way, a report sent while letters are being made: on either database."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from datetime import date, datetime, time
from importlib import import_module
from multiprocessing.connection import Connection
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connections

from resolution_portal import clock
from resolution_portal.notices.models import Letter
from resolution_portal.once.tests.racing import race
from tasks.models import ReminderClaim, Status, Task
from tasks.reminding import bundles
from tasks.services import reminders
from tasks.services.reminders import Outcome

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def day(cast: SimpleNamespace, document: SimpleNamespace) -> date:
    """The last day of twelve tasks of nine people."""
    # A test with real transactions ends in empty tables: the rules of the migration are gone.
    import_module("tasks.migrations.0005_reminder_defaults").add_defaults(apps, None)
    Letter.objects.all().delete()
    due_on: date = document.task(cast.school5, document.d41).due_on
    return due_on


def run(day: date) -> Outcome:
    return reminders.send(today=day, now=datetime.combine(day, time(8), tzinfo=clock.MOSCOW), channel="job")


def check_once() -> None:
    assert ReminderClaim.objects.filter(state="sent").count() == 12
    assert set(Counter(Letter.objects.values_list("recipient_id", flat=True)).values()) == {1}
    assert Letter.objects.count() == 9


def test_four_runs_at_once_send_each_letter_once(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "_TOGETHER", 1)
    outcomes = race(lambda: run(day), 4)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert sum(outcome.claimed for outcome in outcomes) == 12
    assert sum(outcome.letters for outcome in outcomes) == 9
    check_once()


def _run_and_hang(day: date, said: Connection) -> None:
    """A worker's process that stops dead inside its third transaction, the letters written, the claims not."""
    connections.close_all()
    bundles._TOGETHER = 1
    claim, number = reminders._claim, 0

    def slow(*arguments: object) -> list[ReminderClaim]:
        nonlocal number
        number += 1
        if number == 3:
            said.send("in the third")
            signal.pause()
        return claim(*arguments)  # type: ignore[arg-type]

    reminders._claim = slow  # type: ignore[assignment]
    run(day)


def test_a_killed_run_leaves_whole_bundles_and_the_next_goes_on(day: date) -> None:
    connections.close_all()
    heard, said = multiprocessing.Pipe()
    worker = multiprocessing.get_context("fork").Process(target=_run_and_hang, args=(day, said))
    worker.start()
    assert heard.poll(60)
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join()

    claims = ReminderClaim.objects.filter(state="sent")
    assert 0 < claims.count() < 12
    assert set(claims.values_list("copies__letter", flat=True)) == set(Letter.objects.values_list("pk", flat=True))
    run(day)
    check_once()


def test_a_report_sent_meanwhile_is_not_reminded_of(
    cast: SimpleNamespace, document: SimpleNamespace, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = document.task(cast.school5, document.d41)
    compose = reminders.compose

    def late(*arguments: object, **options: object) -> list[Letter]:
        """Between the making of the letters and their transaction somebody withdraws the item."""
        Task.objects.filter(pk=task.pk).update(status=Status.WITHDRAWN, version=task.version + 1)
        return compose(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(reminders, "compose", late)
    assert run(day).claimed == 11
    assert not ReminderClaim.objects.filter(task=task).exists()
    assert "пункт 4.2" in Letter.objects.get(recipient=cast.elena).subject
