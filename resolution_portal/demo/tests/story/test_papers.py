from collections import defaultdict

import pytest

from reports.models import Evidence, ProgressReport, Receipt, StoredFile
from reports.services import sniffing
from reports.services.evidence import EvidenceInput, problems
from reports.services.submission import missing
from resolution_portal.clock import moscow
from tasks.models import Event, Task

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def reports(region):
    rows = ProgressReport.objects.select_related("task__directive", "task__organization", "receipt", "author")
    return list(rows.prefetch_related("evidence__file"))


def test_every_sending_has_its_report_and_every_report_its_sending(reports):
    sent = {(event.task_id, event.report_number): event for event in Event.objects.filter(action="report")}
    kept = {(report.task_id, report.number): report for report in reports if report.state == "submitted"}
    assert sent.keys() == kept.keys() and sent
    for key, report in kept.items():
        assert (report.submitted_at, report.author_id) == (sent[key].at, sent[key].by_id)


def test_the_task_names_the_last_report_sent(reports):
    last: dict = defaultdict(int)
    for report in reports:
        if report.state == "submitted":
            last[report.task_id] = max(last[report.task_id], report.number)
    for task in Task.objects.all():
        assert task.report_number == last[task.pk]
        if task.status in ("submitted", "returned", "accepted"):
            assert task.report_number > 0


def test_sent_reports_could_have_been_sent_through_the_form(reports):
    for report in reports:
        if report.state == "submitted":
            assert missing(report) == [], report


def test_evidence_could_have_been_put_in_through_the_form(reports):
    for report in reports:
        pieces = [EvidenceInput.of(row) for row in report.evidence.all()]
        written_on = moscow(report.edited_at).date()
        assert problems(pieces, organization_id=report.task.organization_id, today=written_on) == [], report
    kinds = {
        kind for piece in Evidence.objects.all() for kind in ("file_id", "url", "document_kind") if getattr(piece, kind)
    }
    assert kinds == {"file_id", "url", "document_kind"}


def test_drafts_lie_where_a_report_is_still_owed(reports):
    drafts = [report for report in reports if report.state == "draft"]
    assert drafts
    for draft in drafts:
        assert draft.task.status in ("in_progress", "returned")
        assert draft.number == draft.task.report_number + 1
        assert draft.task.changed_at <= draft.edited_at
        assert draft.receipt is None and draft.submitted_at is None


def test_a_return_says_what_to_mend(region):
    words = list(Event.objects.filter(action="return").values_list("comment", flat=True))
    assert words
    assert all(len(text.split(". ")) >= 2 and text[0].isupper() for text in words)


def test_one_receipt_for_what_was_sent_together(reports):
    by_receipt = defaultdict(set)
    for report in reports:
        if report.receipt:
            by_receipt[report.receipt].add((report.task.organization_id, report.submitted_at, report.author_id))
    for receipt, sendings in by_receipt.items():
        assert sendings == {(receipt.organization_id, receipt.sent_at, receipt.sent_by_id)}
    assert len({(receipt.organization_id, receipt.sent_at) for receipt in by_receipt}) == len(by_receipt)
    numbers = list(Receipt.objects.order_by("sent_at", "number").values_list("number", flat=True))
    assert numbers == list(range(1, len(by_receipt) + 1))
    assert len(by_receipt) < len([report for report in reports if report.receipt])


def test_files_open_and_are_what_they_say(region):
    files = list(StoredFile.objects.select_related("organization"))
    assert files
    for file in files:
        with file.blob.open("rb") as stored:
            content = stored.read()
        assert len(content) == file.size
        assert sniffing.recognize(content, name=file.name).media_type == file.media_type
        assert file.evidence.exists()
        assert not file.evidence.exclude(report__task__organization=file.organization).exists()
        assert file.created_at == min(row.report.edited_at for row in file.evidence.select_related("report"))
    assert len({(file.organization_id, file.sha256, file.name) for file in files}) == len(files)
