"""Actions × answers: 303, 422, 409, 403, 404, and the same for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from organizations.models import User
from tasks.models import Event, Status, Task
from tasks.services import lifecycle
from tasks.tests.states import put

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def clock_at() -> Iterator[None]:
    with time_machine.travel(datetime(2022, 12, 15, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    found: Task = document.task(cast.school5, document.d41)
    return found


def post(client: Client, user: User, task: Task, action: str, accept: dict[str, str] | None = None, **data: Any) -> Any:
    client.force_login(user)
    given = {"version": task.version, **data}
    return client.post(f"/tasks/{task.pk}/actions/{action}/", given, **(accept or {}))


def text(response: Any) -> str:
    return str(response.content.decode().replace("\xa0", " "))


@pytest.mark.parametrize(
    ("status", "action", "who", "after", "said"),
    [
        ("new", "start", "elena", "in_progress", "Пункт взят в работу."),
        ("submitted", "accept", "anna", "accepted", "Отчёт принят."),
        ("submitted", "return", "anna", "returned", "Отчёт возвращён на доработку."),
        ("accepted", "reopen", "irina", "returned", "Исполнение возобновлено."),
        ("returned", "withdraw", "anna", "withdrawn", "Пункт снят без исполнения."),
        ("withdrawn", "restore", "irina", "in_progress", "Пункт возвращён на контроль."),
        ("new", "comment", "elena", "new", "Комментарий добавлен."),
    ],
)
def test_done_goes_back_to_the_task_with_a_message(
    client: Client, cast: SimpleNamespace, task: Task, status: str, action: str, who: str, after: str, said: str
) -> None:
    put(task, status, sent_by=cast.maria)
    response = post(client, getattr(cast, who), task, action, comment="Причина")
    assert (response.status_code, response["Location"]) == (303, f"/tasks/{task.pk}/")
    task.refresh_from_db()
    assert task.status == after
    html = text(client.get(response["Location"]))
    assert 'role="status"' in html
    assert said in html


def test_recall_takes_back_what_was_sent(client: Client, cast: SimpleNamespace, task: Task) -> None:
    lifecycle.report(task=task, by=cast.elena, number=1, written_by=cast.elena, channel="page")
    assert post(client, cast.elena, task, "recall").status_code == 303
    task.refresh_from_db()
    assert (task.status, task.report_number) == (Status.NEW, 0)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/reports/review/?organization=1", "/reports/review/?organization=1"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_next_is_followed_only_within_the_portal(
    client: Client, cast: SimpleNamespace, task: Task, url: str, expected: str | None
) -> None:
    put(task, Status.SUBMITTED, sent_by=cast.elena)
    response = post(client, cast.anna, task, "accept", next=url)
    assert (response.status_code, response["Location"]) == (303, expected or f"/tasks/{task.pk}/")


def test_missing_words_are_422_at_the_field_and_nothing_is_saved(
    client: Client, cast: SimpleNamespace, task: Task
) -> None:
    put(task, Status.SUBMITTED, sent_by=cast.elena)
    response = post(client, cast.anna, task, "return", comment="  ", next="/reports/review/")
    html = text(response)
    assert response.status_code == 422
    assert re.search(r'aria-describedby="[^"]*action-return-comment_error"', html)
    assert 'id="action-return-comment_error"' in html
    assert "Напишите, почему" in html
    assert f"/tasks/{task.pk}/actions/return/?next=%2Freports%2Freview%2F" in html
    task.refresh_from_db()
    assert task.status == Status.SUBMITTED


def test_words_too_long_are_422_and_kept(client: Client, cast: SimpleNamespace, task: Task) -> None:
    response = post(client, cast.elena, task, "comment", comment="ы" * 5001)
    assert response.status_code == 422
    assert "Сократите текст" in text(response)
    assert "ы" * 5001 in text(response)


def test_no_version_is_422(client: Client, cast: SimpleNamespace, task: Task) -> None:
    assert post(client, cast.elena, task, "start", version="").status_code == 422
    assert Event.objects.filter(task=task).count() == 0


def test_a_stale_page_gets_what_is_new_and_keeps_the_words(client: Client, cast: SimpleNamespace, task: Task) -> None:
    put(task, Status.SUBMITTED, sent_by=cast.elena)
    seen = task.version
    lifecycle.return_(task=task, by=cast.irina, channel="page", comment="Нет ссылки")
    lifecycle.report(task=task, by=cast.elena, number=2, written_by=cast.elena, channel="page")
    response = post(client, cast.anna, task, "return", version=seen, comment="Мои слова")
    html = text(response)
    assert response.status_code == 409
    news = re.search(r"<ul data-news>(.*?)</ul>", html, re.DOTALL)
    assert news and "Ковалева И. В. вернула отчёт № 1" in news.group(1) and "отправила отчёт № 2" in news.group(1)
    assert ">Мои слова</textarea>" in html
    assert f'name="version" value="{task.version}"' in html
    task.refresh_from_db()
    assert task.status == Status.SUBMITTED


def test_a_comment_does_not_mind_an_older_page(client: Client, cast: SimpleNamespace, task: Task) -> None:
    put(task, Status.SUBMITTED, sent_by=cast.elena)
    assert post(client, cast.elena, task, "comment", version=1, comment="Жду").status_code == 303


def test_what_is_impossible_from_this_status_is_409(client: Client, cast: SimpleNamespace, task: Task) -> None:
    put(task, Status.ACCEPTED, sent_by=cast.elena)
    response = post(client, cast.anna, task, "return", comment="Поздно")
    assert response.status_code == 409
    assert "статус пункта — «Исполнено»" in text(response)


@pytest.mark.parametrize(
    ("action", "who", "code"),
    [
        ("accept", "elena", 403),
        ("return", "pavel", 403),
        ("comment", "pavel", 403),
        ("withdraw", "maria", 403),
        ("recall", "anna", 403),
        ("accept", "olga", 404),
        ("accept", "stranger", 404),
        ("accept", "boris", 404),
        ("report", "elena", 404),
        ("assign", "anna", 404),
        ("explode", "anna", 404),
    ],
)
def test_who_may_not_gets_403_and_strangers_404(
    client: Client, cast: SimpleNamespace, task: Task, action: str, who: str, code: int
) -> None:
    put(task, Status.SUBMITTED, sent_by=cast.elena)
    assert post(client, getattr(cast, who), task, action).status_code == code
    assert post(client, getattr(cast, who), task, action, JSON).status_code == code
    task.refresh_from_db()
    assert task.status == Status.SUBMITTED


def test_signed_out_people_and_get_do_nothing(client: Client, cast: SimpleNamespace, task: Task) -> None:
    url = f"/tasks/{task.pk}/actions/start/"
    assert client.post(url, {"version": 1}).status_code == 302
    client.force_login(cast.elena)
    assert client.get(url).status_code == 405


def test_a_double_click_does_it_once_and_answers_the_same(client: Client, cast: SimpleNamespace, task: Task) -> None:
    answers = [post(client, cast.elena, task, "comment", comment="Готово", once_key="k-1") for _click in range(2)]
    assert [(a.status_code, a["Location"]) for a in answers] == [(303, f"/tasks/{task.pk}/")] * 2
    assert Event.objects.filter(task=task).count() == 1


def test_programs_get_json(client: Client, cast: SimpleNamespace, task: Task) -> None:
    done = post(client, cast.elena, task, "start", JSON)
    assert done.status_code == 200
    assert done.json() == {
        "id": task.pk,
        "version": 2,
        "status": "in_progress",
        "due_on": "2022-12-29",
        "is_overdue": False,
        "on_time": None,
        "allowed_actions": ["report", "comment"],
    }
    stale = post(client, cast.anna, task, "withdraw", JSON, comment="Закрыта")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    task.refresh_from_db()
    wordless = post(client, cast.anna, task, "withdraw", JSON)
    assert wordless.status_code == 422
    assert wordless.json()["errors"][0]["pointer"] == "#/comment"
