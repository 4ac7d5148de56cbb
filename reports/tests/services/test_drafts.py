"""Drafts: one a task, kept as typed, guarded against another window."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from reports.models import Evidence, ProgressReport
from reports.services import drafts, files
from reports.services.evidence import EvidenceInput
from reports.tests.contents import upload
from reports.tests.drafting import LINK, ORDER, draft, sent
from resolution_portal.problems import Forbidden, Impossible, Invalid, Stale
from tasks.models import Event, Task
from tasks.services import lifecycle


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    found: Task = document.task(cast.school5, document.d41)
    return found


def test_the_first_draft_takes_the_task_into_work(cast: SimpleNamespace, task: Task) -> None:
    made = draft(task, cast.elena, text="  Начали\r\nработу  ", evidence=[LINK, ORDER, LINK])
    assert (made.number, made.state, made.version, made.author) == (1, "draft", 1, cast.elena)
    assert made.text == "Начали\nработу"
    assert [str(row) for row in made.evidence.all()] == ["https://school5.example/programma", "Приказ № 112-од"]
    task.refresh_from_db()
    assert (task.status, task.version) == ("in_progress", 2)
    assert [event.action for event in Event.objects.filter(task=task)] == ["start"]


def test_a_draft_may_be_empty(cast: SimpleNamespace, task: Task) -> None:
    made = draft(task, cast.elena, degree="", text="", evidence=[])
    assert (made.degree, made.text, made.evidence.count()) == ("", "", 0)


def test_a_second_saving_replaces_the_whole_and_does_not_touch_the_task(cast: SimpleNamespace, task: Task) -> None:
    draft(task, cast.elena, evidence=[LINK, ORDER])
    again = draft(task, cast.maria, text="Сделано иначе.", evidence=[ORDER], version=1)
    assert (again.version, again.text, again.author) == (2, "Сделано иначе.", cast.maria)
    assert ProgressReport.objects.count() == 1
    assert Evidence.objects.get().document_number == "112-од"
    task.refresh_from_db()
    assert task.version == 2


def test_saving_the_same_again_changes_nothing(cast: SimpleNamespace, task: Task) -> None:
    first = draft(task, cast.elena, version=0)
    again = draft(task, cast.elena, version=0)
    assert again == first
    assert again.version == 1


@pytest.mark.parametrize("version", [0, 1, 3])
def test_another_version_is_stale(cast: SimpleNamespace, task: Task, version: int) -> None:
    draft(task, cast.elena)
    draft(task, cast.elena, text="Вторая редакция", version=1)
    with pytest.raises(Stale):
        draft(task, cast.elena, text="Третья", version=version)
    assert ProgressReport.objects.get().text == "Вторая редакция"


def test_a_version_without_a_draft_is_stale(cast: SimpleNamespace, task: Task) -> None:
    with pytest.raises(Stale):
        draft(task, cast.elena, version=1)
    task.refresh_from_db()
    assert task.status == "new"


@pytest.mark.parametrize("person", ["anna", "irina", "pavel", "tatyana", "sofia", "stranger", "boris"])
def test_only_executors_of_the_organization_write(cast: SimpleNamespace, task: Task, person: str) -> None:
    with pytest.raises(Forbidden):
        draft(task, getattr(cast, person))
    assert not ProgressReport.objects.exists()


def test_nothing_is_written_while_a_report_is_under_review(cast: SimpleNamespace, task: Task) -> None:
    sent(task, cast.elena)
    with pytest.raises(Impossible, match="На проверке"):
        draft(task, cast.elena, text="Ещё")
    lifecycle.accept(task=task, by=cast.anna, channel="page")
    with pytest.raises(Impossible, match="Исполнено"):
        draft(task, cast.elena, text="Ещё")


def test_after_a_return_the_next_version_begins_with_what_came_back(cast: SimpleNamespace, task: Task) -> None:
    sent(task, cast.elena, text="Работа ведётся.", degree="partial", evidence=[LINK, ORDER])
    lifecycle.return_(task=task, by=cast.anna, channel="page", comment="Не по существу пункта")
    start = drafts.start_of(task)
    assert (start.draft, start.version) == (None, 0)
    assert (start.content["text"], start.content["degree"]) == ("Работа ведётся.", "partial")
    assert list(start.evidence) == [LINK, ORDER]
    made = draft(task, cast.elena, version=0)
    assert made.number == 2
    task.refresh_from_db()
    assert task.status == "returned"


@pytest.mark.parametrize(
    ("special", "pointer"),
    [
        ({"degree": "almost"}, "/degree"),
        ({"text": "я" * 5001}, "/text"),
        ({"not_applicable_reason": "я" * 1001}, "/not_applicable_reason"),
        ({"proposal": "никакое"}, "/proposal"),
        ({"evidence": [LINK, EvidenceInput(url="javascript:1")]}, "/evidence/1"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_place(
    cast: SimpleNamespace, task: Task, special: dict[str, object], pointer: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        draft(task, cast.elena, **special)
    assert [error.pointer for error in refusal.value.errors] == [pointer]
    assert not ProgressReport.objects.exists()


def test_files_of_another_organization_prove_nothing(cast: SimpleNamespace, task: Task) -> None:
    foreign = files.store(upload=upload(), organization=cast.korzovo, by=cast.tatyana)
    with pytest.raises(Invalid) as refusal:
        draft(task, cast.elena, evidence=[EvidenceInput(file=foreign)])
    assert "другой организацией" in refusal.value.errors[0].detail


def test_uploads_join_the_draft_and_leave_the_rest(cast: SimpleNamespace, task: Task) -> None:
    draft(task, cast.elena, text="Как было", evidence=[LINK])
    stored = files.store(upload=upload(), organization=cast.school5, by=cast.maria)
    for _twice in range(2):
        made = drafts.add_files(task=task, by=cast.maria, channel="page", files=[stored])
    assert made.text == "Как было"
    assert [str(row) for row in made.evidence.all()] == ["https://school5.example/programma", "Приказ № 112-од.pdf"]
