"""Two versions of a report beside each other."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from reports.comparison import Piece, words_between
from reports.models import ProgressReport
from reports.tests.drafting import LINK, ORDER, draft, sent
from reports.tests.views.filling import page
from tasks.models import Task
from tasks.services import lifecycle


@pytest.fixture
def second(cast: SimpleNamespace, document: SimpleNamespace) -> ProgressReport:
    """A draft after the first version came back: other words, degree and evidence."""
    task: Task = document.task(cast.school5, document.d41)
    sent(task, cast.elena, evidence=[LINK])
    task.refresh_from_db()
    lifecycle.act("return", task=task, by=cast.anna, channel="page", version=task.version, comment="Приложите приказ")
    return draft(task, cast.elena, text="Программа полностью обновлена.", degree="partial", evidence=[ORDER])


def test_words_answers_and_evidence_that_changed_are_marked(
    client: Client, cast: SimpleNamespace, second: ProgressReport
) -> None:
    client.force_login(cast.elena)
    body = page(client.get(f"/reports/{second.pk}/compare/"))
    assert "Что изменилось между отчётами № 1 и № 2" in body
    assert '<ins><span class="sr">добавлено: </span>полностью </ins>' in body
    assert "<del>полностью</del>" in body
    assert "<ins>частично</ins>" in body
    assert body.index("Добавлено") < body.index("Приказ № 112-од") < body.index("Убрано") < body.index("programma")


def test_it_is_linked_from_the_form_the_task_and_the_report(
    client: Client, cast: SimpleNamespace, second: ProgressReport
) -> None:
    client.force_login(cast.elena)
    task = second.task
    fill = f"/reports/fill/{task.resolution_id}/{task.first_due_on}/"
    for url in (fill, f"/tasks/{task.pk}/", f"/reports/{second.pk}/"):
        assert f"/reports/{second.pk}/compare/" in page(client.get(url))


def test_there_is_nothing_before_the_first_version(
    client: Client, cast: SimpleNamespace, second: ProgressReport
) -> None:
    client.force_login(cast.elena)
    first = ProgressReport.objects.get(number=1)
    assert client.get(f"/reports/{first.pk}/compare/").status_code == 404
    assert client.get(f"/reports/{second.pk}/compare/?with=1").status_code == 200
    assert client.get(f"/reports/{second.pk}/compare/?with=7").status_code == 404


def test_a_reviewer_sees_no_draft(client: Client, cast: SimpleNamespace, second: ProgressReport) -> None:
    client.force_login(cast.anna)
    assert client.get(f"/reports/{second.pk}/compare/").status_code == 404


def test_runs_of_whole_words() -> None:
    assert list(words_between("один два три", "один четыре три")) == [
        Piece("same", "один "),
        Piece("del", "два "),
        Piece("ins", "четыре "),
        Piece("same", "три"),
    ]
    assert list(words_between("", "")) == []
