"""Sending the saved drafts of a page that may have lost its line."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from reports.models import ProgressReport, Receipt
from reports.tests.drafting import draft
from tasks.models import Task

KEY = "k" * 32


@pytest.fixture
def elena(cast: SimpleNamespace, client: Client) -> Client:
    client.force_login(cast.elena)
    return client


@pytest.fixture
def tasks(cast: SimpleNamespace, document: SimpleNamespace) -> list[Task]:
    return [document.task(cast.school5, directive) for directive in (document.d41, document.d42)]


def send(client: Client, tasks: list[Task], *chosen: int, **special: Any) -> Any:
    url = f"/reports/fill/{tasks[0].resolution_id}/{tasks[0].first_due_on}/send/"
    data = {"task": list(chosen), "once_key": KEY, **special}
    return client.post(url, data, headers={"Accept": "application/json"})


def test_the_chosen_item_goes_and_the_same_key_gets_the_same_receipt(
    elena: Client, cast: SimpleNamespace, tasks: list[Task]
) -> None:
    for task in tasks:
        draft(task, cast.elena)
    answers = [send(elena, tasks, tasks[0].pk) for _ in range(2)]
    receipt = Receipt.objects.get()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == {"number": receipt.number, "url": f"/reports/receipts/{receipt.number}/"}
    assert answers[1].json() == answers[0].json()
    assert ProgressReport.objects.get(task=tasks[1]).state == "draft"


def test_all_or_none_and_each_item_says_what_it_lacks(elena: Client, cast: SimpleNamespace, tasks: list[Task]) -> None:
    draft(tasks[0], cast.elena)
    draft(tasks[1], cast.elena, degree="")
    answer = send(elena, tasks, tasks[0].pk, tasks[1].pk)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": f"#/t{tasks[1].pk}", "detail": "Выберите степень исполнения."}]
    assert not Receipt.objects.exists()


def test_nothing_chosen_says_what_the_begun_ones_lack(elena: Client, cast: SimpleNamespace, tasks: list[Task]) -> None:
    draft(tasks[0], cast.elena, text="")
    answer = send(elena, tasks)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": f"#/t{tasks[0].pk}", "detail": "Напишите, что сделано."}]


def test_an_item_sent_meanwhile_by_a_colleague_stops_it(
    elena: Client, cast: SimpleNamespace, tasks: list[Task]
) -> None:
    draft(tasks[0], cast.elena)
    assert send(elena, tasks, tasks[0].pk, once_key="a" * 32).status_code == 200
    answer = send(elena, tasks, tasks[0].pk)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["detail"] == "Отчёт сейчас не принимается: статус пункта — «На проверке»."
    assert Receipt.objects.count() == 1


def test_a_page_that_another_person_opened_saves_and_sends_nothing(
    elena: Client, cast: SimpleNamespace, tasks: list[Task]
) -> None:
    draft(tasks[0], cast.elena)
    assert send(elena, tasks, tasks[0].pk, person=str(cast.maria.pk)).status_code == 403
    block = {f"t{tasks[0].pk}-version": "1", f"t{tasks[0].pk}-text": "Чужое", "person": str(cast.maria.pk)}
    answer = elena.post(f"/reports/fill/blocks/{tasks[0].pk}/", block, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "вошёл другой человек" in answer.json()["detail"]
    assert ProgressReport.objects.get().text == "Программа обновлена."
    assert not Receipt.objects.exists()
