"""One report for a date: blocks saved one by one, what is ready sent at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.models import Evidence, ProgressReport, Receipt
from reports.tests.contents import upload
from reports.tests.drafting import draft, sent
from reports.tests.views.filling import FULL, page
from tasks.models import Status, Task
from tasks.services import lifecycle


@pytest.fixture
def elena(cast: SimpleNamespace, client: Client) -> Client:
    client.force_login(cast.elena)
    return client


@pytest.fixture
def tasks(cast: SimpleNamespace, document: SimpleNamespace) -> list[Task]:
    return [document.task(cast.school5, directive) for directive in (document.d41, document.d42)]


def block(task: Task, **special: Any) -> dict[str, Any]:
    return {f"t{task.pk}-{name}": value for name, value in {**FULL, **special}.items()}


def blank(task: Task) -> dict[str, Any]:
    return {f"t{task.pk}-version": "0", f"t{task.pk}-text": "", f"t{task.pk}-not_applicable_reason": ""}


def url(task: Task) -> str:
    return f"/reports/fill/{task.resolution_id}/{task.first_due_on}/"


def test_both_items_stand_on_one_page_in_order(elena: Client, tasks: list[Task]) -> None:
    body = page(elena.get(url(tasks[0])))
    first, second = (body.index(f'id="t{task.pk}"') for task in tasks)
    assert first < second
    assert 'data-page="fill"' in body
    assert "style=" not in body


def test_the_ready_one_is_sent_and_the_other_stays_untouched(elena: Client, tasks: list[Task]) -> None:
    response = elena.post(url(tasks[0]), {**block(tasks[0]), **blank(tasks[1]), "send": "1"})
    receipt = Receipt.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/reports/receipts/{receipt.number}/")
    assert [report.task for report in receipt.reports.all()] == [tasks[0]]
    assert not ProgressReport.objects.filter(task=tasks[1]).exists()
    tasks[1].refresh_from_db()
    assert tasks[1].status == Status.NEW
    assert f"квитанция № {receipt.number}" in page(elena.get(url(tasks[0])))


def test_two_ready_ones_share_one_receipt_and_a_repeat_sends_nothing(elena: Client, tasks: list[Task]) -> None:
    data = {**block(tasks[0]), **block(tasks[1]), "send": "1", "once_key": "k" * 32}
    answers = [elena.post(url(tasks[0]), data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Receipt.objects.get().reports.count() == 2


def test_a_faulty_block_stops_the_sending_but_loses_nothing(elena: Client, tasks: list[Task]) -> None:
    faulty = block(tasks[1], **{"links-0-url": "не ссылка", "text": "Второй текст"})
    response = elena.post(url(tasks[0]), {**block(tasks[0]), **faulty, "send": "1"})
    body = page(response)
    assert response.status_code == 422
    assert "Второй текст" in body
    assert "не ссылка" in body
    assert not Receipt.objects.exists()
    assert ProgressReport.objects.get().task == tasks[0]


def test_nothing_ready_says_what_is_missing_and_keeps_it(elena: Client, tasks: list[Task]) -> None:
    response = elena.post(url(tasks[0]), {**block(tasks[0], degree=""), **blank(tasks[1]), "send": "1"})
    assert response.status_code == 422
    assert "Выберите степень исполнения." in page(response)
    assert ProgressReport.objects.get().text == "Программа обновлена."


def test_a_returned_block_shows_the_words_and_becomes_a_new_version(
    elena: Client, cast: SimpleNamespace, tasks: list[Task]
) -> None:
    sent(tasks[0], cast.elena)
    tasks[0].refresh_from_db()
    lifecycle.act(
        "return", task=tasks[0], by=cast.anna, channel="page", version=tasks[0].version, comment="Приложите приказ"
    )
    body = page(elena.get(url(tasks[0])))
    assert "Приложите приказ" in body
    assert "Программа обновлена." in body
    elena.post(url(tasks[0]), {**block(tasks[0], text="С приказом."), **blank(tasks[1]), "send": "1"})
    reports = ProgressReport.objects.order_by("number")
    assert [(report.number, report.state, report.text) for report in reports] == [
        (1, "submitted", "Программа обновлена."),
        (2, "submitted", "С приказом."),
    ]


def test_a_block_saves_itself_with_its_file(elena: Client, tasks: list[Task]) -> None:
    data = {**block(tasks[0], degree=""), f"t{tasks[0].pk}-uploads": upload()}
    answer = elena.post(f"/reports/fill/blocks/{tasks[0].pk}/", data)
    assert answer.status_code == 200
    assert (answer.json()["version"], answer.json()["ready"]) == (1, False)
    assert "Приказ № 112-од.pdf" in page_text(answer.json()["files"])
    assert Evidence.objects.filter(file__isnull=False).count() == 1


def test_another_tab_is_told_and_overwrites_nothing(elena: Client, cast: SimpleNamespace, tasks: list[Task]) -> None:
    draft(tasks[0], cast.maria, text="Мария написала.")
    answer = elena.post(f"/reports/fill/blocks/{tasks[0].pk}/", block(tasks[0]))
    assert answer.status_code == 409
    assert answer.json()["news"] == {"version": 1, "text": "Мария написала."}
    assert ProgressReport.objects.get().text == "Мария написала."
    whole = elena.post(url(tasks[0]), {**block(tasks[0]), "send": "1"})
    assert whole.status_code == 409
    assert "Мария написала." in page(whole)
    assert "Программа обновлена." in page(whole)


def test_a_wrong_field_of_a_block_is_named(elena: Client, tasks: list[Task]) -> None:
    answer = elena.post(f"/reports/fill/blocks/{tasks[0].pk}/", block(tasks[0], text="я" * 5001))
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [f"id_t{tasks[0].pk}-text"]


def test_a_date_that_is_none_and_one_without_items(elena: Client, tasks: list[Task]) -> None:
    for words in ("завтра", "1999-01-01"):
        assert elena.get(f"/reports/fill/{tasks[0].resolution_id}/{words}/").status_code == 404
    assert elena.get(f"{url(tasks[0])}?organization=99999").status_code == 404


def test_queries_do_not_grow_with_blocks(elena: Client, cast: SimpleNamespace, tasks: list[Task]) -> None:
    counts = []
    draft(tasks[0], cast.elena)
    for due_on in ("2030-01-01", tasks[0].first_due_on):
        Task.objects.filter(pk=tasks[1].pk).update(first_due_on=due_on)
        if due_on == tasks[0].first_due_on:
            draft(tasks[1], cast.elena)
        elena.get(url(tasks[0]))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert elena.get(url(tasks[0])).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def page_text(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")
