"""The reports behind the steps: texts, evidence, files and receipts, as the report's own services would keep them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from organizations.models import User
from reports.models import Degree, Evidence, ProgressReport, Receipt
from reports.models.report import Proposal
from resolution_portal.clock import moscow
from resolution_portal.demo.content import evidence as content
from resolution_portal.demo.content.records import Organization
from resolution_portal.demo.content.texts import good_report, weak_report
from resolution_portal.demo.story.files import Cabinet
from tasks.models import Task
from tasks.models.event import Channel

_BATCH = 500


@dataclass
class Papers:
    """Collects the reports of all tasks, then writes them in the order in which they were sent."""

    seed: int
    rows: list[tuple[ProgressReport, list[content.Evidence]]] = field(default_factory=list)

    def send(
        self, task: Task, organization: Organization, *, number: int, weak: bool, author: User, at: datetime
    ) -> str:
        """Write report ``number``, sent at ``at``; what the reviewer will answer to a weak one."""
        rng = self._rng(task, organization, number)
        on, directive = moscow(at).date(), task.directive.number
        report = self._report(task, number, author, at)
        report.state, report.submitted_at = ProgressReport.State.SUBMITTED, at
        if weak:
            bad = weak_report(directive, organization, rng, on)
            report.text, report.degree = bad.text, rng.choice((Degree.PARTIAL, Degree.FULL))
            self.rows.append((report, bad.evidence))
            return f"{bad.remark[:1].upper()}{bad.remark[1:]}. {bad.words}"
        good = good_report(directive, organization, rng, on)
        report.text, report.degree = good.text, _degree(directive, rng)
        report.proposal = _proposal(report.degree, rng)
        self.rows.append((report, good.evidence))
        return ""

    def draft(self, task: Task, organization: Organization, *, number: int, author: User, at: datetime) -> None:
        """Write a draft: the text is there, perhaps not yet what it is measured by and proved with."""
        rng = self._rng(task, organization, number)
        good = good_report(task.directive.number, organization, rng, moscow(at).date())
        report = self._report(task, number, author, at)
        report.version = rng.randint(1, 4)
        report.text = good.text if rng.random() < 0.5 else good.text.partition(". ")[0].rstrip(".") + "."
        report.degree = rng.choice(("", Degree.PARTIAL))
        self.rows.append((report, good.evidence if rng.random() < 0.4 else []))

    def write(self) -> None:
        """Save everything in a few statements."""
        self.rows.sort(key=lambda row: (row[0].edited_at, row[0].task_id))
        reports = [report for report, _proofs in self.rows]
        _give_receipts([report for report in reports if report.submitted_at])
        ProgressReport.objects.bulk_create(reports, batch_size=_BATCH)
        cabinet = Cabinet()
        for report, proofs in self.rows:
            cabinet.keep([proof for proof in proofs if isinstance(proof, content.SampleFile)], report)
        cabinet.write()
        pieces = [
            _piece(report, position, proof, cabinet)
            for report, proofs in self.rows
            for position, proof in enumerate(proofs)
        ]
        Evidence.objects.bulk_create(pieces, batch_size=_BATCH)

    def _rng(self, task: Task, organization: Organization, number: int) -> Random:
        return Random(f"{self.seed}:report:{organization.key}:{task.directive.number}:{number}")

    def _report(self, task: Task, number: int, author: User, at: datetime) -> ProgressReport:
        return ProgressReport(task=task, number=number, author=author, channel=Channel.PAGE, edited_at=at)


def _degree(directive: str, rng: Random) -> Degree:
    """What is done once is done fully; what goes on all year, now and then only in part."""
    return Degree.FULL if directive in ("2.1", "4.1") or rng.random() < 0.8 else Degree.PARTIAL


def _proposal(degree: str, rng: Random) -> str:
    if rng.random() < 0.4:
        return ""
    return Proposal.CLOSE if degree == Degree.FULL else Proposal.KEEP


def _give_receipts(reports: list[ProgressReport]) -> None:
    """One receipt for all that an organization sent at one moment, numbered in the order of time."""
    receipts: dict[tuple[int, datetime], Receipt] = {}
    for report in reports:
        # What was sent was saved that very moment.
        key = report.task.organization_id, report.edited_at
        receipts.setdefault(key, _receipt(report, number=len(receipts) + 1))
    Receipt.objects.bulk_create(receipts.values(), batch_size=_BATCH)
    for report in reports:
        report.receipt = receipts[report.task.organization_id, report.edited_at]


def _receipt(report: ProgressReport, *, number: int) -> Receipt:
    return Receipt(
        number=number,
        organization_id=report.task.organization_id,
        resolution_id=report.task.resolution_id,
        sent_by=report.author,
        sent_at=report.edited_at,
    )


def _piece(report: ProgressReport, position: int, proof: content.Evidence, cabinet: Cabinet) -> Evidence:
    piece = Evidence(report=report, position=position)
    if isinstance(proof, content.Link):
        piece.url = proof.url
    elif isinstance(proof, content.DocumentDetails):
        piece.document_kind, piece.document_number, piece.document_date = proof.kind, proof.number, proof.date
    else:
        piece.file = cabinet.file(proof, report)
    return piece
