"""Sending: what a report must hold, what it does to the task, and its receipt."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from reports.models import ProgressReport, Receipt
from reports.services import files, submission
from reports.services.evidence import EvidenceInput
from reports.tests.contents import upload
from reports.tests.drafting import LINK, content, draft, sent
from resolution_portal.problems import Forbidden, Impossible, Invalid, Stale
from tasks.models import Event, Task
from tasks.services import lifecycle


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    found: Task = document.task(cast.school5, document.d41)
    return found


def test_a_sent_report_waits_for_review_under_its_receipt(cast: SimpleNamespace, task: Task) -> None:
    made = draft(task, cast.maria)
    now = datetime(2022, 12, 15, 13, 42, tzinfo=UTC)
    receipt = submission.submit(reports=[made], by=cast.elena, channel="page", version=1, now=now)
    assert (receipt.organization, receipt.resolution, receipt.sent_by) == (cast.school5, task.resolution, cast.elena)
    assert receipt.sent_at == now
    made.refresh_from_db()
    assert (made.state, made.submitted_at, made.receipt) == ("submitted", now, receipt)
    task.refresh_from_db()
    assert (task.status, task.report_number, task.on_time) == ("submitted", 1, True)
    assert (task.written_by, task.submitted_by) == (cast.maria, cast.elena)
    assert task.events.get(action="report").report_number == 1


@pytest.mark.parametrize(
    ("special", "pointers"),
    [
        ({"degree": ""}, ["/degree"]),
        ({"text": " \n "}, ["/text"]),
        ({"degree": "", "text": "", "evidence": []}, ["/degree", "/text", "/evidence"]),
        ({"evidence": []}, ["/evidence"]),
        ({"text": "", "no_change": True}, ["/no_change"]),
    ],
)
def test_what_is_missing_is_said_all_at_once(
    cast: SimpleNamespace, task: Task, special: dict[str, Any], pointers: list[str]
) -> None:
    task.directive.proof_required = True
    task.directive.save()
    with pytest.raises(Invalid) as refusal:
        sent(task, cast.elena, **special)
    assert [error.pointer for error in refusal.value.errors] == pointers
    assert not ProgressReport.objects.exists(), "neither saved nor sent"
    assert not Event.objects.filter(task=task).exists()


@pytest.mark.parametrize(
    ("proof_required", "special"),
    [
        (False, {"evidence": []}),
        (True, {"evidence": [], "degree": "none"}),
        (True, {"evidence": [], "degree": "", "text": "", "not_applicable_reason": "Нет 10–11 классов"}),
    ],
)
def test_proof_is_asked_only_where_there_is_something_to_prove(
    cast: SimpleNamespace, task: Task, proof_required: bool, special: dict[str, Any]
) -> None:
    task.directive.proof_required = proof_required
    task.directive.save()
    assert sent(task, cast.elena, **special).number == 1


def test_no_change_is_enough_once_there_is_something_before(
    cast: SimpleNamespace, document: SimpleNamespace, task: Task
) -> None:
    sent(task, cast.elena)
    checkpoint = document.d41.checkpoints.get()
    checkpoint.pk, checkpoint.planned_on = None, checkpoint.planned_on.replace(year=checkpoint.planned_on.year + 1)
    checkpoint.save()
    task.pk, task.checkpoint, task.status, task.version = None, checkpoint, "new", 1
    task.report_number, task.submitted_at, task.on_time = 0, None, None
    task.save()
    assert sent(task, cast.elena, text="", no_change=True).number == 2


def test_a_file_still_on_its_way_holds_the_report_back(cast: SimpleNamespace, task: Task) -> None:
    stored = files.store(upload=upload(), organization=cast.school5, by=cast.elena)
    stored.state = "uploading"
    stored.save()
    made = draft(task, cast.elena, evidence=[EvidenceInput(file=stored)])
    assert [problem.pointer for problem in submission.missing(made)] == ["/evidence"]
    with pytest.raises(Invalid):
        submission.submit(reports=[made], by=cast.elena, channel="page")


def test_what_changed_since_the_page_was_opened_is_stale(cast: SimpleNamespace, task: Task) -> None:
    opened = draft(task, cast.elena)
    draft(task, cast.maria, text="Другой текст")
    with pytest.raises(Stale):
        submission.submit(reports=[opened], by=cast.elena, channel="page")
    with pytest.raises(Stale):
        submission.submit(reports=[ProgressReport.objects.get()], by=cast.elena, channel="page", version=1)
    assert not Receipt.objects.exists()


def test_a_report_is_sent_once(cast: SimpleNamespace, task: Task) -> None:
    made = draft(task, cast.elena)
    submission.submit(reports=[made], by=cast.elena, channel="page")
    with pytest.raises(Impossible):
        submission.submit(reports=[made], by=cast.elena, channel="page")
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("person", ["anna", "irina", "tatyana"])
def test_only_executors_of_the_organization_send(cast: SimpleNamespace, task: Task, person: str) -> None:
    made = draft(task, cast.elena)
    with pytest.raises(Forbidden):
        submission.submit(reports=[made], by=getattr(cast, person), channel="page")


def test_several_reports_share_a_receipt_or_none_is_sent(
    cast: SimpleNamespace, document: SimpleNamespace, task: Task
) -> None:
    first, second = draft(task, cast.elena), draft(document.task(cast.school5, document.d42), cast.elena, text="")
    with pytest.raises(Invalid) as refusal:
        submission.submit(reports=[first, second], by=cast.elena, channel="page")
    assert [error.pointer for error in refusal.value.errors] == ["/reports/1/text"]
    assert not Receipt.objects.exists()
    second = draft(second.task, cast.elena)
    receipt = submission.submit(reports=[first, second], by=cast.elena, channel="page")
    assert set(receipt.reports.all()) == {first, second}


def test_reports_of_two_organizations_do_not_go_together(
    cast: SimpleNamespace, document: SimpleNamespace, task: Task
) -> None:
    ours, theirs = draft(task, cast.elena), draft(document.task(cast.korzovo, document.d41), cast.tatyana)
    with pytest.raises(Invalid, match="одной организации"):
        submission.submit(reports=[ours, theirs], by=cast.elena, channel="page")


def test_receipts_are_numbered_in_order(cast: SimpleNamespace, document: SimpleNamespace, task: Task) -> None:
    numbers = [
        sent(document.task(cast.school5, document.d41), cast.elena).number,
        sent(document.task(cast.korzovo, document.d41), cast.tatyana).number,
        sent(document.task(cast.school5, document.d42), cast.elena).number,
    ]
    assert numbers == [1, 2, 3]


def test_who_wrote_the_draft_stays_its_author_when_another_sends_it(cast: SimpleNamespace, task: Task) -> None:
    draft(task, cast.maria, text="Черновик Марии")
    submission.send(**content(task, cast.elena, text="Поправлено Еленой", version=1))
    task.refresh_from_db()
    assert (task.written_by, task.submitted_by) == (cast.maria, cast.elena)


def test_a_recalled_report_stays_and_the_next_begins_with_it(cast: SimpleNamespace, task: Task) -> None:
    sent(task, cast.elena, text="Первая")
    lifecycle.recall(task=task, by=cast.elena, channel="page")
    assert submission.start_of(task).content["text"] == "Первая"
    sent(task, cast.elena, text="Вторая", evidence=[LINK])
    task.refresh_from_db()
    assert task.report_number == 2
    assert list(task.reports.values_list("number", "state")) == [(2, "submitted"), (1, "submitted")]
