"""One sending: the receipt to whoever sent it, one line to each who reviews it."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from organizations.models import User
from reports.models import Receipt
from reports.services import submission
from reports.tests.drafting import draft
from resolution_portal.notices.models import Letter, Notice

NOW = datetime(2022, 12, 15, 13, 42, tzinfo=UTC)


def send(cast: SimpleNamespace, document: SimpleNamespace, preset: str = "daily") -> Receipt:
    """Elena sends both items of school 5 at once."""
    Notice.objects.all().delete()
    Letter.objects.all().delete()
    User.objects.update(settings={"mail": preset})
    drafts = [draft(document.task(cast.school5, one), cast.elena) for one in (document.d41, document.d42)]
    sender = User.objects.get(pk=cast.elena.pk)
    return submission.submit(reports=drafts, by=sender, channel="page", now=NOW)


def told() -> list[tuple[str, str, str]]:
    return sorted(
        (
            notice.type,
            notice.recipient.email.partition("@")[0],
            "letter" if notice.letter_id else "digest" if notice.for_digest else "bell",
        )
        for notice in Notice.objects.select_related("recipient")
    )


@pytest.mark.parametrize(
    ("preset", "receipt", "review"),
    [("all", "letter", "letter"), ("daily", "letter", "digest"), ("important", "bell", "bell")],
)
def test_who_is_told_and_how(
    cast: SimpleNamespace, document: SimpleNamespace, preset: str, receipt: str, review: str
) -> None:
    send(cast, document, preset)
    assert told() == [("receipt", "elena", receipt), ("review", "anna", review)]


def test_the_receipt_is_a_paper(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    receipt = send(cast, document)
    letter = Letter.objects.get()
    assert letter.subject == f"Квитанция № {receipt.number}: отчёты по пунктам 4.1, 4.2 сданы"
    text = letter.text.replace("\u00a0", " ")
    assert "15 декабря" in text and "16:42 (МСК) сдано 2 отчёта: пункты 4.1, 4.2." in text
    assert "МБОУ «СШ № 5» г. Вязьмы (полное название)" in text
    assert f"/reports/receipts/{receipt.number}/" in text
    assert letter.headers["Reply-To"] == "anna@portal.example"
    kept = Notice.objects.get(type="receipt")
    assert (kept.url, kept.read_at) == (f"/reports/receipts/{receipt.number}/", NOW)


def test_the_reviewer_comes_to_the_queue_and_answers_the_sender(
    cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    send(cast, document, "all")
    letter = Letter.objects.get(type="review")
    assert letter.subject == "На проверку: МБОУ «СШ № 5» г. Вязьмы, пункты 4.1, 4.2"
    assert "На проверку поступило 2 отчёта: МБОУ «СШ № 5» г. Вязьмы, пункты 4.1, 4.2." in letter.text
    assert letter.headers["Reply-To"] == "elena@portal.example"
    assert Notice.objects.get(type="review").url == f"/reports/review/?open={cast.school5.pk}"


def test_the_departments_own_report_goes_to_its_other_people(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    made = draft(document.task(cast.region, document.d11), cast.dmitry)
    Notice.objects.all().delete()
    submission.submit(reports=[made], by=cast.dmitry, channel="page", now=NOW)
    assert [(type, who) for type, who, _way in told()] == [
        ("receipt", "dmitry"),
        ("review", "galina"),
        ("review", "irina"),
    ]
