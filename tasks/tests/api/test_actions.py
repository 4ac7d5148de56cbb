"""Acting on tasks over the API: one step after another, scopes, repeats, refusals."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from organizations.models import User
from organizations.tests.api.calling import caller, ok, pointers, refusal
from tasks.models import Event, Status, Task
from tasks.tests.states import put


def act(who: User | Any, task: Task, action: str, *, key: str = "", **more: Any) -> Any:
    client = caller(who) if isinstance(who, User) else who
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"/api/v1/tasks/{task.pk}/actions/", {"action": action, **more}, format="json", headers=headers)


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    return document.task(cast.school5, document.d41)


def test_an_action_answers_with_the_task_as_it_is_now(cast: SimpleNamespace, task: Task) -> None:
    answer = ok(act(cast.elena, task, "start", version=1, comment=""))
    assert (answer["status"], answer["version"]) == ("in_progress", 2)
    assert answer["allowed_actions"] == ["report", "comment"]
    event = Event.objects.get(task=task, action="start")
    assert (event.by, event.channel, event.acting_for) == (cast.elena, "api", cast.school5)


def test_a_return_needs_words_and_moves_the_date(cast: SimpleNamespace, task: Task) -> None:
    put(task, Status.SUBMITTED, sent_by=cast.elena)
    problem = refusal(act(cast.anna, task, "return", comment="  "), 422)
    assert pointers(problem) == ["#/comment"]
    answer = ok(act(cast.anna, task, "return", comment="Приложите приказ", version=task.version))
    assert answer["status"] == "returned"
    assert Event.objects.get(task=task, action="return").comment == "Приложите приказ"


def test_a_stale_version_is_told_and_changes_nothing(cast: SimpleNamespace, task: Task) -> None:
    ok(act(cast.elena, task, "start", version=1))
    assert refusal(act(cast.anna, task, "withdraw", comment="закрыта", version=1), 409)["code"] == "stale"
    task.refresh_from_db()
    assert task.status == Status.IN_PROGRESS


def test_not_from_this_status(cast: SimpleNamespace, task: Task) -> None:
    problem = refusal(act(cast.anna, task, "accept"), 409)
    assert problem["code"] == "impossible"
    assert "Не начато" in problem["detail"]


def test_visible_but_not_allowed_and_not_visible(cast: SimpleNamespace, task: Task) -> None:
    put(task, Status.SUBMITTED, sent_by=cast.elena)
    for who in (cast.pavel, cast.elena, cast.sofia):
        refusal(act(who, task, "accept"), 403)
    for who in (cast.olga, cast.yulia, cast.stranger, cast.boris):
        refusal(act(who, task, "accept"), 404)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, ["#/action"]),
        ({"action": "fly"}, ["#/action"]),
        ({"action": "report"}, ["#/action"]),
        ({"action": ["start"]}, ["#/action"]),
        ({"action": "start", "version": "first"}, ["#/version"]),
        ([], ["#/"]),
        ("start", ["#/"]),
    ],
)
def test_a_body_that_says_nothing_sensible(cast: SimpleNamespace, task: Task, body: Any, where: list[str]) -> None:
    problem = refusal(caller(cast.elena).post(f"/api/v1/tasks/{task.pk}/actions/", body, format="json"), 422)
    assert pointers(problem) == where


def test_broken_json_and_foreign_content(cast: SimpleNamespace, task: Task) -> None:
    url, client = f"/api/v1/tasks/{task.pk}/actions/", caller(cast.elena)
    refusal(client.post(url, b"{", content_type="application/json"), 400)
    refusal(client.post(url, b"<a/>", content_type="text/xml"), 415)
    refusal(client.get(url), 405)


@pytest.mark.parametrize(
    ("who", "status", "action", "scopes"),
    [
        ("elena", Status.NEW, "start", {"report"}),
        ("maria", Status.SUBMITTED, "recall", {"report"}),
        ("anna", Status.SUBMITTED, "accept", {"control"}),
        ("anna", Status.SUBMITTED, "return", {"control"}),
        ("anna", Status.SUBMITTED, "withdraw", {"control"}),
        ("elena", Status.NEW, "comment", {"report", "control"}),
    ],
)
def test_a_key_needs_the_scope_of_the_action(
    cast: SimpleNamespace, task: Task, who: str, status: Status, action: str, scopes: set[str]
) -> None:
    task = put(task, status, sent_by=cast.elena) if status != Status.NEW else task
    opened = {
        scope
        for scope in ("read", "report", "control")
        if act(caller(getattr(cast, who), scope), task, action, comment="слово", version=0).status_code != 403
    }
    assert opened == scopes


def test_a_repeat_with_its_key_is_one_act_and_one_answer(cast: SimpleNamespace, task: Task) -> None:
    first, second = (act(cast.elena, task, "comment", comment="Ждём приказ", key="k-1") for _time in range(2))
    assert ok(first) == ok(second)
    assert second["Idempotent-Replayed"] == "true"
    assert Event.objects.filter(task=task, action="comment").count() == 1
    problem = refusal(act(cast.elena, task, "comment", comment="Другое", key="k-1"), 422)
    assert "с другим содержанием" in problem["detail"]
    ok(act(cast.maria, task, "comment", comment="Другое", key="k-1"))


def test_a_refused_act_keeps_no_key(cast: SimpleNamespace, task: Task) -> None:
    put(task, Status.SUBMITTED, sent_by=cast.elena)
    refusal(act(cast.anna, task, "accept", version=77, key="k"), 409)
    task.refresh_from_db()
    ok(act(cast.anna, task, "accept", version=task.version, key="k2"))


def test_without_a_key_a_second_start_is_impossible(cast: SimpleNamespace, task: Task) -> None:
    ok(act(cast.elena, task, "start"))
    refusal(act(cast.elena, task, "start"), 409)
