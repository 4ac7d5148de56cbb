from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine

from tasks.history import history
from tasks.models import Task
from tasks.services import lifecycle


@pytest.fixture(autouse=True)
def clock_at() -> Iterator[None]:
    with time_machine.travel(datetime(2022, 12, 28, 9, 0, tzinfo=UTC), tick=False):
        yield


def told(task: Task) -> list[tuple[str, str, str]]:
    lines = history(task, list(task.events.select_related("by")))
    return [(line.event, line.text.replace("\xa0", " "), line.words) for line in lines]


def test_a_story_is_told_newest_first_in_the_persons_gender(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    task = document.task(cast.region, document.d11)
    lifecycle.start(task=task, by=cast.dmitry, channel="page")
    lifecycle.report(task=task, by=cast.dmitry, number=1, written_by=cast.dmitry, channel="page")
    lifecycle.return_(task=task, by=cast.irina, channel="page", comment="Нет приказа")
    lifecycle.comment(task=task, by=cast.galina, channel="page", comment="Позвоните мне")
    assert told(task) == [
        ("comment", "Соколова Г. П. добавила комментарий", "Позвоните мне"),
        ("return", "Ковалева И. В. вернула отчёт № 1 на доработку", "Нет приказа"),
        ("report", "Азаренков Д. И. отправил отчёт № 1", ""),
        ("start", "Азаренков Д. И. взял пункт в работу", ""),
        ("created", "Пункт направлен организации", ""),
    ]


def test_a_moved_date_is_said(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    task = document.task(cast.school5, document.d41)
    Task.objects.filter(pk=task.pk).update(due_on="2022-12-29", first_due_on="2022-12-29")
    task.refresh_from_db()
    lifecycle.report(task=task, by=cast.elena, number=1, written_by=cast.elena, channel="page")
    lifecycle.return_(task=task, by=cast.anna, channel="page", comment="Нет ссылки")
    # three working days from 28 December: 29, 30 December, 9 January
    assert told(task)[0][1] == "Петрова А. С. вернула отчёт № 1 на доработку, срок теперь 9 января 2023 г."


def test_what_the_system_or_an_unknown_gender_did_is_told_without_one(
    cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    task = document.task(cast.school5, document.d41)
    cast.elena.patronymic = ""
    cast.elena.save()
    lifecycle.start(task=task, by=cast.elena, channel="page")
    lifecycle.withdraw(task=task, by=None, channel="command", comment="Школа закрыта")
    assert [text for _event, text, _words in told(task)[:2]] == [
        "Пункт снят без исполнения",
        "Пункт взят в работу (Иванова Е.)",
    ]
