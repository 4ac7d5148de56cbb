"""One organization's items of one document and first date: the blocks of the page «Отчёт за дату»."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch

from organizations.models import User
from organizations.requests import SignedInRequest
from reports.forms.sheet import REMOVE, UPLOADS, ReportSheet
from reports.models import ProgressReport
from reports.services import drafts, submission
from reports.services.drafts import Start
from reports.uploads import store
from resolution_portal.problems import FieldProblem, Impossible, Invalid, Problem, Stale
from tasks.models import Event, Task
from tasks.transitions import TRANSITIONS


@dataclass
class Block:
    """One item: folded to a line when nothing is owed, else its form."""

    task: Task
    last: ProgressReport | None
    earlier: bool
    sheet: ReportSheet | None = None
    problem: Problem | None = None
    news: ProgressReport | None = None
    too_large: bool = False
    lacks: list[FieldProblem] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        return f"t{self.task.pk}"

    @property
    def is_open(self) -> bool:
        return self.task.status in TRANSITIONS["report"].sources

    @property
    def draft(self) -> ProgressReport | None:
        is_draft = self.last is not None and self.last.state == ProgressReport.State.DRAFT
        return self.last if is_draft else None

    @property
    def is_ready(self) -> bool:
        """Saved, and nothing is missing to send it."""
        return self.is_open and self.draft is not None and not submission.missing(self.draft)

    @property
    def is_faulty(self) -> bool:
        """Whether something of it could not be saved."""
        return self.problem is not None or bool(self.sheet and self.sheet.errors)

    @property
    def remark(self) -> Event | None:
        """The reviewer's words, while the item waits for correction."""
        said = [event for event in self.task.events.all() if event.action in ("return", "reopen")]
        return said[-1] if said and self.task.status == "returned" else None

    @property
    def is_folded(self) -> bool:
        """Ready and nothing to be said of it: shown in short until somebody opens it."""
        return self.is_ready and not self.is_faulty and not self.lacks

    @property
    def compared(self) -> ProgressReport | None:
        """The draft that has a sent version before it."""
        return self.draft if self.draft and any(report != self.draft for report in self.task.reports.all()) else None

    @property
    def before(self) -> ProgressReport | None:
        """The version that was sent last."""
        sent = [report for report in self.task.reports.all() if report.state == ProgressReport.State.SUBMITTED]
        return sent[0] if sent else None

    def show(self) -> None:
        """The form as it stands saved."""
        start = drafts.start_from(self.last)
        self.sheet = ReportSheet(self.task, start, prefix=self.prefix, earlier=self.earlier)

    def save(self, request: SignedInRequest) -> None:
        """Keep what was posted for this block; what cannot be kept stays in its form with the reason."""
        if f"{self.prefix}-version" not in request.POST:
            self.show()
            return
        start = drafts.start_from(self.last)
        sheet = ReportSheet.posted(request, self.task, start, prefix=self.prefix, earlier=self.earlier)
        self.sheet = sheet
        stored, self.too_large = store(request.FILES.getlist(sheet.name(UPLOADS)), sheet, request.user)
        sheet.take(stored)
        if sheet.is_valid():
            self._keep(request.user, sheet, start, removes=sheet.name(REMOVE) in request.POST)
        elif stored:
            before = start.version
            self.last = drafts.add_files(task=self.task, by=request.user, channel="page", files=stored)
            if sheet.form.cleaned_data.get("version") == before:
                sheet.go_on_from(self.last.version)

    def _keep(self, user: User, sheet: ReportSheet, start: Start, *, removes: bool) -> None:
        content = sheet.content()
        if not (removes or self.draft or drafts.differs(start, content)):
            return
        try:
            self.last = submission.save_draft(task=self.task, by=user, channel="page", **content)
            sheet.go_on_from(self.last.version)
        except Invalid as refusal:
            sheet.refuse(refusal)
        except (Stale, Impossible) as refusal:
            self.problem = refusal
            self.news = drafts.draft_of(self.task)
            if isinstance(refusal, Stale):
                sheet.go_on_from(self.news.version if self.news else 0)


def blocks_of(user: User, *, organization: int, resolution: int, first_due_on: date) -> list[Block]:
    """The blocks in the document's order; the number of queries does not depend on how many there are."""
    tasks = Task.objects.visible_to(user).filter(
        organization=organization, resolution=resolution, first_due_on=first_due_on
    )
    return _blocks(tasks.order_by("directive__section__position", "directive__position", "pk"))


def block_of(user: User, task: int) -> Block | None:
    """The block of one visible task."""
    return next(iter(_blocks(Task.objects.visible_to(user).filter(pk=task))), None)


def _blocks(tasks: Any) -> list[Block]:
    latest = ProgressReport.objects.order_by("-number").select_related("receipt", "author")
    found = list(
        tasks.select_related("directive", "organization", "resolution", "checkpoint").prefetch_related(
            Prefetch("reports", latest.prefetch_related("evidence__file")),
            Prefetch("events", Event.objects.select_related("by").order_by("pk")),
        )
    )
    reported = set(
        ProgressReport.objects.filter(
            task__organization__in={task.organization_id for task in found},
            task__directive__in={task.directive_id for task in found},
            state=ProgressReport.State.SUBMITTED,
        ).values_list("task__directive", "task")
    )
    return [
        Block(
            task=task,
            last=next(iter(task.reports.all()), None),
            earlier=any(directive == task.directive_id and other != task.pk for directive, other in reported),
        )
        for task in found
    ]
