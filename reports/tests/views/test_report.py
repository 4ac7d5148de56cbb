"""One report's page and its receipt: who sees them, and what became of the report."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from reports.models import ProgressReport
from reports.tests.drafting import ORDER, draft, sent
from tasks.models import Task
from tasks.services import lifecycle


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    found: Task = document.task(cast.school5, document.d41)
    return found


def report(number: int = 1) -> ProgressReport:
    return ProgressReport.objects.get(number=number)


def test_a_report_shows_its_words_its_evidence_and_that_it_waits(
    cast: SimpleNamespace, client: Client, task: Task
) -> None:
    sent(task, cast.elena, text="<b>Сделано</b>", evidence=[ORDER], proposal="close")
    client.force_login(cast.anna)
    body = client.get(f"/reports/{report().pk}/").content.decode()
    for words in ("&lt;b&gt;Сделано", "Приказ", "112-од", "полностью", "снять с контроля", "решения по нему ещё нет"):
        assert words in body
    assert 'data-page="report"' in body


def test_what_became_of_each_version_is_read_from_the_history(
    cast: SimpleNamespace, client: Client, task: Task
) -> None:
    sent(task, cast.elena)
    lifecycle.recall(task=task, by=cast.elena, channel="page")
    sent(task, cast.elena, text="Вторая")
    lifecycle.return_(task=task, by=cast.anna, channel="page", comment="Нет приказа")
    sent(task, cast.elena, text="Третья")
    lifecycle.accept(task=task, by=cast.anna, channel="page")
    client.force_login(cast.anna)
    verdicts = {1: "recall", 2: "return", 3: "accept"}
    for number, action in verdicts.items():
        body = client.get(f"/reports/{report(number).pk}/").content.decode()
        assert body.count("data-verdict=") == 1
        assert f'data-verdict="{action}"' in body
        assert ("Нет" in body and "приказа" in body) == (number == 2)


def test_on_the_task_the_last_version_is_open_and_the_earlier_ones_are_folded(
    cast: SimpleNamespace, client: Client, task: Task
) -> None:
    sent(task, cast.elena, text="Первая редакция")
    lifecycle.return_(task=task, by=cast.anna, channel="page", comment="Мало")
    sent(task, cast.elena, text="Вторая редакция")
    client.force_login(cast.anna)
    body = client.get(f"/tasks/{task.pk}/").content.decode()
    assert body.index("Вторая редакция") < body.index('<details class="fold" id="report-1">') < body.index("Первая")


ACCESS = """
    person    draft  report  receipt
    elena     200    200     200
    maria     200    200     200
    anna      404    200     200
    irina     404    200     200
    pavel     404    200     200
    tatyana   404    404     404
    olga      404    404     404
    boris     404    404     404
    stranger  404    404     404
    foreign   404    404     404
"""


@pytest.mark.parametrize("row", ACCESS.split("\n")[2:-1])
def test_who_sees_a_draft_a_report_and_a_receipt(
    cast: SimpleNamespace, document: SimpleNamespace, client: Client, task: Task, row: str
) -> None:
    person, *codes = row.split()
    made = draft(document.task(cast.school5, document.d42), cast.elena)
    receipt = sent(task, cast.elena)
    client.force_login(getattr(cast, person))
    urls = [f"/reports/{made.pk}/", f"/reports/{receipt.reports.get().pk}/", f"/reports/receipts/{receipt.number}/"]
    assert [client.get(url).status_code for url in urls] == [int(code) for code in codes]


def test_a_receipt_names_what_was_sent_and_who_reviews(cast: SimpleNamespace, client: Client, task: Task) -> None:
    receipt = sent(task, cast.elena)
    client.force_login(cast.elena)
    body = client.get(f"/reports/receipts/{receipt.number}/").content.decode().replace("\u00a0", " ")
    assert "Пункт 4.1 коротко" in body
    assert "Иванова Елена Викторовна" in body
    assert "Петрова Анна Сергеевна" in body


def test_the_admin_shows_and_changes_nothing(cast: SimpleNamespace, client: Client, task: Task) -> None:
    sent(task, cast.elena)
    cast.irina.is_staff = True
    cast.irina.save()
    client.force_login(cast.irina)
    for model in ("progressreport", "storedfile", "receipt"):
        assert client.get(f"/admin/reports/{model}/").status_code == 200
        assert client.get(f"/admin/reports/{model}/add/").status_code == 403
    assert client.get(f"/admin/reports/progressreport/{report().pk}/change/").status_code == 200
    assert client.post(f"/admin/reports/progressreport/{report().pk}/delete/", {"post": "yes"}).status_code == 403
