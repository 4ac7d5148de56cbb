from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import User
from reports.models import ProgressReport
from resolution_portal import clock
from tasks.models import Status, Task
from tasks.services import lifecycle
from tasks.tests.states import put


@pytest.fixture(autouse=True)
def clock_at() -> Iterator[None]:
    with time_machine.travel(datetime(2022, 12, 15, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    found: Task = document.task(cast.school5, document.d41)
    return found


def page(client: Client, user: User, task: Task) -> str:
    client.force_login(user)
    response = client.get(f"/tasks/{task.pk}/")
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def forms(html: str) -> set[str]:
    return set(re.findall(r'<form [^>]*data-action="(\w+)"', html))


@pytest.mark.parametrize(
    ("status", "who", "expected"),
    [
        ("new", "elena", {"start", "comment"}),
        ("new", "anna", {"withdraw", "comment"}),
        ("new", "pavel", set()),
        ("submitted", "elena", {"recall", "comment"}),
        ("submitted", "anna", {"accept", "return", "withdraw", "comment"}),
        ("submitted", "pavel", set()),
        ("accepted", "irina", {"reopen", "comment"}),
        ("withdrawn", "anna", {"restore"}),
        ("withdrawn", "elena", set()),
    ],
)
def test_only_what_may_be_done_now_is_offered(
    client: Client, cast: SimpleNamespace, task: Task, status: str, who: str, expected: set[str]
) -> None:
    put(task, status, sent_by=cast.maria)
    assert forms(page(client, getattr(cast, who), task)) == expected


def test_a_report_is_a_link_to_its_own_form(client: Client, cast: SimpleNamespace, task: Task) -> None:
    assert f'href="/reports/task/{task.pk}/">Заполнить отчёт</a>' in page(client, cast.elena, task)
    assert "Заполнить отчёт" not in page(client, cast.anna, task)


@pytest.mark.parametrize("who", ["tatyana", "olga", "stranger", "boris"])
def test_a_strangers_task_is_not_found(client: Client, cast: SimpleNamespace, task: Task, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(f"/tasks/{task.pk}/").status_code == 404


def test_it_says_whom_to_call(client: Client, cast: SimpleNamespace, task: Task) -> None:
    html = page(client, cast.elena, task)
    for words in ("Петрова Анна Сергеевна", "Иванова Елена Викторовна", 'href="tel:+74813142217"'):
        assert words in html
    assert "Фомин" not in html  # his role ended yesterday


def test_the_reviewers_words_stand_first_when_returned(client: Client, cast: SimpleNamespace, task: Task) -> None:
    lifecycle.report(task=task, by=cast.elena, number=1, written_by=cast.elena, channel="page")
    lifecycle.return_(task=task, by=cast.anna, channel="page", comment="Не указаны реквизиты приказа")
    html = page(client, cast.elena, task)
    remark = html.index("note-remark")
    assert remark < html.index("Что требуется")
    assert "Замечание: Петрова А. С., 15 декабря в 12:00" in html
    assert 'li data-event="return" data-at="2022-12-15T12:00:00+03:00"' in html


def test_the_words_are_not_said_twice_under_the_report_they_are_about(
    client: Client, cast: SimpleNamespace, task: Task
) -> None:
    sent = ProgressReport.objects.create(
        task=task,
        number=1,
        state="submitted",
        text="Работа ведётся",
        author=cast.elena,
        channel="page",
        edited_at=clock.now(),
        submitted_at=clock.now(),
    )
    lifecycle.report(task=task, by=cast.elena, number=1, written_by=cast.elena, channel="page")
    lifecycle.return_(task=task, by=cast.anna, channel="page", comment="Не по существу")
    assert page(client, cast.anna, task).count("note-remark") == 1
    ProgressReport.objects.create(task=task, number=2, author=cast.elena, channel="page", edited_at=clock.now())
    assert "Замечание: Петрова А. С." in page(client, cast.elena, task)
    assert f'href="/reports/{sent.pk}/"' in page(client, cast.elena, task)
    # The draft is the school's own business until it is sent.
    assert "Черновик отчёта № 2" in page(client, cast.elena, task)
    assert "Черновик отчёта № 2" not in page(client, cast.anna, task)


def test_both_dates_are_shown_once_they_differ(client: Client, cast: SimpleNamespace, task: Task) -> None:
    assert "Срок первоначальный" not in page(client, cast.elena, task)
    put(task, Status.RETURNED, due_on=date(2023, 1, 13))
    html = page(client, cast.elena, task)
    assert "Срок первоначальный" in html
    assert "29 декабря (чт)" in html
    assert "13 января 2023 г. (пт)" in html


def test_a_late_report_under_review_is_marked_but_not_overdue(
    client: Client, cast: SimpleNamespace, task: Task
) -> None:
    put(task, Status.SUBMITTED, sent_by=cast.elena, due_on=date(2022, 12, 13), on_time=False)
    html = page(client, cast.anna, task)
    assert "Сдано позже срока" in html
    assert 'data-status="submitted" data-due="2022-12-13" data-overdue="false"' in html


def test_queries_do_not_grow_with_the_history(client: Client, cast: SimpleNamespace, task: Task) -> None:
    assert queries(client, cast.anna, task, 5) == queries(client, cast.anna, task, 25)


def queries(client: Client, user: User, task: Task, comments: int) -> int:
    for number in range(comments):
        lifecycle.comment(task=task, by=user, channel="page", comment=f"Вопрос {number}")
    page(client, user, task)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/tasks/{task.pk}/").status_code == 200
    return len(captured)
