"""What each act leaves behind. Dates: 15 December 2022 is a Thursday; the cast's tasks are due on 29 December."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from resolution_portal.problems import Forbidden, Impossible, Invalid, Stale
from tasks.models import Event, Status, Task
from tasks.services import lifecycle

PAGE: dict[str, Any] = {"channel": "page"}


@pytest.fixture(autouse=True)
def clock_at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2022, 12, 15, 9, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    found: Task = document.task(cast.school5, document.d41)
    assert found.due_on == date(2022, 12, 29)
    return found


def send(task: Task, cast: SimpleNamespace, number: int = 1) -> Event:
    return lifecycle.report(task=task, by=cast.elena, number=number, written_by=cast.elena, **PAGE)


def test_start_takes_a_new_task_into_work(task: Task, cast: SimpleNamespace) -> None:
    event = lifecycle.start(task=task, by=cast.elena, **PAGE)
    task.refresh_from_db()
    assert (task.status, task.version) == (Status.IN_PROGRESS, 2)
    assert (event.old_status, event.status, event.task_version, event.by) == ("new", "in_progress", 2, cast.elena)
    assert event.acting_for == cast.school5


def test_report_sent_on_the_last_day_is_on_time(
    task: Task, cast: SimpleNamespace, clock_at: time_machine.Traveller
) -> None:
    clock_at.move_to(datetime(2022, 12, 29, 20, 59, tzinfo=UTC))  # 23:59 in Moscow
    send(task, cast)
    task.refresh_from_db()
    assert (task.status, task.on_time, task.report_number) == (Status.SUBMITTED, True, 1)
    assert (task.submitted_on, task.submitted_by, task.written_by) == (date(2022, 12, 29), cast.elena, cast.elena)


def test_report_sent_after_midnight_in_moscow_is_late(
    task: Task, cast: SimpleNamespace, clock_at: time_machine.Traveller
) -> None:
    clock_at.move_to(datetime(2022, 12, 29, 21, 1, tzinfo=UTC))
    send(task, cast)
    assert task.on_time is False


def test_recall_gives_back_what_was_before(task: Task, cast: SimpleNamespace) -> None:
    send(task, cast)
    lifecycle.recall(task=task, by=cast.maria, **PAGE)
    task.refresh_from_db()
    assert (task.status, task.report_number, task.on_time, task.submitted_at) == (Status.NEW, 0, None, None)


def test_a_recalled_late_report_does_not_spoil_the_next(
    task: Task, cast: SimpleNamespace, clock_at: time_machine.Traveller
) -> None:
    send(task, cast)
    lifecycle.recall(task=task, by=cast.elena, **PAGE)
    clock_at.move_to(datetime(2023, 1, 9, 9, 0, tzinfo=UTC))
    send(task, cast, number=2)
    assert task.on_time is False
    lifecycle.recall(task=task, by=cast.elena, **PAGE)
    assert task.on_time is None


def test_recall_of_a_resubmission_keeps_the_first_verdict_on_time(task: Task, cast: SimpleNamespace) -> None:
    send(task, cast)
    lifecycle.return_(task=task, by=cast.anna, comment="Нет приказа", **PAGE)
    send(task, cast, number=2)
    lifecycle.recall(task=task, by=cast.elena, **PAGE)
    assert (task.status, task.report_number, task.on_time) == (Status.RETURNED, 1, True)


def test_return_leaves_three_working_days_at_least(
    task: Task, cast: SimpleNamespace, clock_at: time_machine.Traveller
) -> None:
    send(task, cast)
    lifecycle.return_(task=task, by=cast.anna, comment="Не указаны реквизиты приказа", **PAGE)
    assert task.due_on == date(2022, 12, 29)  # later than 20 December, so it stays
    send(task, cast, number=2)
    clock_at.move_to(datetime(2022, 12, 29, 9, 0, tzinfo=UTC))
    lifecycle.return_(task=task, by=cast.anna, comment="Всё ещё не указаны", **PAGE)
    # Friday 30 December, then the holidays to 8 January: 9 and 10 January
    assert (task.due_on, task.first_due_on) == (date(2023, 1, 10), date(2022, 12, 29))
    assert task.status == Status.RETURNED


def test_resubmission_within_the_new_date_stays_on_time_and_after_it_does_not(
    task: Task, cast: SimpleNamespace, clock_at: time_machine.Traveller
) -> None:
    send(task, cast)
    clock_at.move_to(datetime(2022, 12, 29, 9, 0, tzinfo=UTC))
    lifecycle.return_(task=task, by=cast.anna, comment="Нет ссылки", **PAGE)
    clock_at.move_to(datetime(2023, 1, 10, 9, 0, tzinfo=UTC))
    send(task, cast, number=2)
    assert task.on_time is True
    lifecycle.return_(task=task, by=cast.anna, comment="Ссылка не открывается", **PAGE)
    clock_at.move_to(datetime(2023, 1, 20, 9, 0, tzinfo=UTC))
    send(task, cast, number=3)
    assert task.on_time is False


def test_accept_then_reopen(task: Task, cast: SimpleNamespace) -> None:
    send(task, cast)
    lifecycle.accept(task=task, by=cast.anna, **PAGE)
    task.refresh_from_db()
    assert (task.status, task.reviewed_by, task.on_time) == (Status.ACCEPTED, cast.anna, True)
    assert task.accepted_at == datetime(2022, 12, 15, 9, 0, tzinfo=UTC)
    lifecycle.reopen(task=task, by=cast.irina, comment="Выборочная проверка", **PAGE)
    task.refresh_from_db()
    assert (task.status, task.accepted_at) == (Status.RETURNED, None)


def test_withdrawn_under_review_is_restored_under_review(task: Task, cast: SimpleNamespace) -> None:
    send(task, cast)
    lifecycle.withdraw(task=task, by=cast.anna, comment="Организация реорганизована", **PAGE)
    assert task.status == Status.WITHDRAWN
    lifecycle.restore(task=task, by=cast.irina, **PAGE)
    task.refresh_from_db()
    assert (task.status, task.report_number, task.submitted_by) == (Status.SUBMITTED, 1, cast.elena)


def test_comment_leaves_the_version_alone(task: Task, cast: SimpleNamespace) -> None:
    lifecycle.comment(task=task, by=cast.anna, comment="Ждём до пятницы", version=999, **PAGE)
    lifecycle.comment(task=task, by=cast.elena, comment="Успеем", **PAGE)
    task.refresh_from_db()
    assert (task.version, task.status) == (1, Status.NEW)
    assert list(task.events.values_list("comment", flat=True)) == ["Ждём до пятницы", "Успеем"]


@pytest.mark.parametrize("action", ["return", "comment", "withdraw"])
def test_words_are_demanded(action: str, task: Task, cast: SimpleNamespace) -> None:
    send(task, cast)
    with pytest.raises(Invalid) as refusal:
        lifecycle.act(action, task=task, by=cast.anna, comment="  \n", **PAGE)
    assert [error.pointer for error in refusal.value.errors] == ["/comment"]
    task.refresh_from_db()
    assert task.status == Status.SUBMITTED


def test_refusals(task: Task, cast: SimpleNamespace) -> None:
    with pytest.raises(Forbidden, match="Взять в работу"):
        lifecycle.start(task=task, by=cast.anna, **PAGE)
    with pytest.raises(Impossible, match="Не начато"):
        lifecycle.accept(task=task, by=cast.anna, **PAGE)
    with pytest.raises(Stale):
        lifecycle.start(task=task, by=cast.elena, version=7, **PAGE)
    with pytest.raises(Invalid, match="assign"):
        lifecycle.act("assign", task=task, by=cast.elena, **PAGE)
    assert not task.events.exists()


def test_two_copies_of_one_task_the_slower_is_stale(task: Task, cast: SimpleNamespace) -> None:
    send(task, cast)
    copy = Task.objects.get(pk=task.pk)
    lifecycle.accept(task=task, by=cast.anna, **PAGE)
    with pytest.raises(Stale):
        lifecycle.return_(task=copy, by=cast.irina, comment="Поздно", **PAGE)
    assert task.events.filter(action="return").count() == 0


def test_the_system_acts_without_a_person(task: Task) -> None:
    event = lifecycle.start(task=task, by=None, channel="command")
    assert (event.by, event.acting_for, event.channel) == (None, None, "command")
