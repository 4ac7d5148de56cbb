"""The report form: drafts, sending, what is refused and how it comes back."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from reports.models import Evidence, ProgressReport, Receipt, StoredFile
from reports.tests import contents
from reports.tests.contents import upload
from reports.tests.drafting import draft, sent
from reports.tests.views.filling import FULL, page, post, proof_owed
from tasks.models import Task
from tasks.services import lifecycle


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    return proof_owed(cast, document)


@pytest.fixture
def elena(cast: SimpleNamespace, client: Client) -> Client:
    client.force_login(cast.elena)
    return client


def test_the_page_says_what_is_asked_and_how_to_prove_it(elena: Client, task: Task) -> None:
    body = page(elena.get(f"/reports/task/{task.pk}/"))
    for words in ("Обновить программу.", task.directive.text, "Образец отчёта", "Отправить отчёт", "Петрова Анна"):
        assert words in body
    assert 'data-page="report_form"' in body
    assert 'data-action="report"' in body
    assert 'name="version" value="0"' in body
    assert "style=" not in body
    assert "onclick" not in body


def test_a_draft_is_kept_and_shown_again(elena: Client, task: Task) -> None:
    response = post(elena, task, degree=None, save="1")
    assert (response.status_code, response["Location"]) == (303, f"/reports/task/{task.pk}/")
    kept = ProgressReport.objects.get()
    assert [str(piece) for piece in kept.evidence.all()] == ["https://school5.example/programma", "Приказ № 112-од"]
    body = page(elena.get(response["Location"]))
    assert "Черновик сохранён." in body
    for words in ("Программа обновлена.", "https://school5.example/programma", 'value="112-од"', 'value="2022-08-31"'):
        assert words in body
    assert 'name="version" value="1"' in body


def test_sending_leads_to_the_receipt(elena: Client, task: Task) -> None:
    response = post(elena, task, send="1", uploads=[upload(), upload(contents.JPEG, "Фото.jpg")])
    receipt = Receipt.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/reports/receipts/{receipt.number}/")
    report = receipt.reports.get()
    assert [piece.file.name for piece in report.evidence.all() if piece.file] == ["Приказ № 112-од.pdf", "Фото.jpg"]
    body = page(elena.get(response["Location"]))
    assert "Отчёт отправлен на проверку." in body
    assert re.search(r"Сдано \d\d\.\d\d\.\d{4} в \d\d:\d\d", body)
    assert "8 (48131) 4-22-17" in body
    task.refresh_from_db()
    assert task.status == "submitted"


def test_a_double_click_sends_once(elena: Client, task: Task) -> None:
    first, second = (post(elena, task, send="1", once_key="k" * 20, uploads=[upload()]) for _click in range(2))
    assert first["Location"] == second["Location"]
    assert (first.status_code, second.status_code) == (303, 303)
    assert Receipt.objects.count() == ProgressReport.objects.count() == StoredFile.objects.count() == 1


def test_a_report_that_is_not_ready_comes_back_whole_and_is_kept_as_a_draft(elena: Client, task: Task) -> None:
    gone = {name: None for name in FULL if name.startswith(("links-", "documents-"))}
    response = post(elena, task, **gone, degree=None, send="1", once_key="k" * 20)
    assert response.status_code == 422
    body = page(response)
    assert "Выберите степень исполнения." in body
    assert 'id="id_degree_error"' in body
    assert "Добавьте подтверждение" in body
    assert "Программа обновлена.</textarea>" in body
    assert "Ничего не потеряно" in body
    assert ProgressReport.objects.get().state == "draft"
    assert 'name="version" value="1"' in body
    again = post(elena, task, send="1", version="1", once_key="k" * 20)
    assert again.status_code == 303, "corrected, under the same key"


def test_a_cleared_row_is_no_mistake(elena: Client, task: Task) -> None:
    post(elena, task, save="1")
    cleared = {"links-0-url": "", "links-INITIAL_FORMS": "1", "documents-0-number": ""}
    assert post(elena, task, **cleared, version="1", save="1").status_code == 303
    assert [str(row) for row in Evidence.objects.all()] == ["Приказ № "]


def test_another_window_is_told_what_is_new_and_loses_nothing(cast: Any, elena: Client, task: Task) -> None:
    draft(task, cast.maria, text="Текст Марии")
    response = post(elena, task, text="Текст Елены", save="1")
    assert response.status_code == 409
    body = page(response)
    assert "Текст Марии" in body
    assert "Текст Елены</textarea>" in body
    assert ProgressReport.objects.get().text == "Текст Марии"
    assert 'name="version" value="1"' in body
    assert post(elena, task, text="Текст Елены", version="1", save="1").status_code == 303


def test_what_is_under_review_takes_no_report(cast: Any, elena: Client, task: Task) -> None:
    sent(task, cast.maria)
    response = post(elena, task, text="Опоздавший текст", version="1", send="1")
    assert response.status_code == 409
    assert "Опоздавший текст</textarea>" in page(response)
    assert "Отправить отчёт</button>" not in page(response)
    assert elena.get(f"/reports/task/{task.pk}/")["Location"] == f"/tasks/{task.pk}/"


def test_a_returned_report_begins_with_the_words_and_with_what_was_sent(cast: Any, elena: Client, task: Task) -> None:
    sent(task, cast.elena, text="Работа ведётся.")
    lifecycle.return_(task=task, by=cast.anna, channel="page", comment="Нет реквизитов приказа")
    body = page(elena.get(f"/reports/task/{task.pk}/"))
    assert body.index("Нет реквизитов приказа") < body.index("Работа ведётся.</textarea>")
    assert 'value="https://school5.example/programma"' in body


ACCESS = """
    elena     200
    maria     200
    anna      403
    irina     403
    pavel     403
    tatyana   404
    olga      404
    boris     404
    stranger  404
"""


@pytest.mark.parametrize("row", ACCESS.split("\n")[1:-1])
def test_who_opens_the_form(cast: Any, client: Client, task: Task, row: str) -> None:
    person, code = row.split()
    client.force_login(getattr(cast, person))
    assert client.get(f"/reports/task/{task.pk}/").status_code == int(code)
    assert post(client, task, save="1").status_code == (303 if code == "200" else int(code))


def test_a_visitor_signs_in_first(client: Client, task: Task) -> None:
    response = client.get(f"/reports/task/{task.pk}/")
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]
