"""A draft of the cast's school, so that each test says only what is special in it."""

from __future__ import annotations

from typing import Any

from organizations.models import User
from reports.models import ProgressReport, Receipt
from reports.services import submission
from reports.services.evidence import EvidenceInput
from tasks.models import Task

LINK = EvidenceInput(url="https://school5.example/programma")
ORDER = EvidenceInput(document_kind="Приказ", document_number="112-од")


def content(task: Task, by: User, **special: Any) -> Any:
    """A complete report, but for what is told otherwise."""
    usual = {"degree": "full", "text": "Программа обновлена.", "evidence": [LINK], "version": None, "channel": "page"}
    return {"task": task, "by": by, **usual, **special}


def draft(task: Task, by: User, **special: Any) -> ProgressReport:
    """A saved draft."""
    return submission.save_draft(**content(task, by, **special))


def sent(task: Task, by: User, **special: Any) -> Receipt:
    """A sent report."""
    return submission.send(**content(task, by, **special))
