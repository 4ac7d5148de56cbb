"""An organization's draft for one task: at most one, numbered after the last report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from organizations.models import User
from organizations.permissions import reach_of
from reports.models import Degree, Evidence, ProgressReport, StoredFile
from reports.models.report import Proposal
from reports.services import evidence as proofs
from reports.services.evidence import EvidenceInput
from resolution_portal import clock
from resolution_portal.problems import FieldProblem, Forbidden, Impossible, Invalid, Stale
from tasks.models import Status, Task
from tasks.permissions import RULES
from tasks.services import lifecycle
from tasks.transitions import TRANSITIONS

LONGEST_TEXT = 5000
LONGEST_REASON = 1000
#: What a task's own row may have become while the page was open.
_MOVING = ("status", "version", "due_on", "report_number", "submitted_at", "submitted_on", "on_time", "accepted_at")
_CONTENT = ("degree", "text", "no_change", "not_applicable_reason", "proposal")


class Content(TypedDict):
    """What a draft is saved from. ``version`` is that of the page's draft: 0 «there was none», None «do not ask»."""

    task: Task
    by: User
    channel: str
    degree: str
    text: str
    evidence: Sequence[EvidenceInput]
    version: int | None
    no_change: NotRequired[bool]
    not_applicable_reason: NotRequired[str]
    proposal: NotRequired[str]
    now: NotRequired[datetime | None]


@dataclass(frozen=True)
class Start:
    """What a form begins with: the draft, else what was last sent and came back, else nothing."""

    draft: ProgressReport | None
    content: dict[str, Any]
    evidence: tuple[EvidenceInput, ...]

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0


@transaction.atomic
def save_draft(**content: Unpack[Content]) -> ProgressReport:
    """Create or replace the draft with all its evidence; the first one takes the task into work.

    Saving again what is already there changes nothing, whatever the version. Raises Forbidden (no executor of the
    organization), Impossible (the status takes no report), Stale (another tab or person saved) or Invalid.
    """
    return save(content, author=content["by"])


def save(content: Content, *, author: User) -> ProgressReport:
    """``save_draft`` inside a transaction; ``author`` is whose words the draft becomes when they change it."""
    task, by, channel = content["task"], content["by"], content["channel"]
    now = content.get("now") or clock.now()
    check_writable(task, by)
    values, evidence = _values(content), list(dict.fromkeys(content["evidence"]))
    check(values, evidence, task, now)
    draft = draft_of(task)
    if draft is None or not _same(draft, values, evidence):
        _check_version(draft, content["version"])
        draft = _write(draft, task, {**values, "author": author, "channel": channel, "edited_at": now})
        _replace(draft, evidence)
    if task.status == Status.NEW:
        lifecycle.start(task=task, by=by, channel=channel, now=now)
    return draft


@transaction.atomic
def add_files(
    *, task: Task, by: User, channel: str, files: Sequence[StoredFile], now: datetime | None = None
) -> ProgressReport:
    """Put uploaded files into the draft and leave the rest of it as it is, so that no upload is lost with a form."""
    check_writable(task, by)
    start = start_of(task)
    known = {piece.file.pk for piece in start.evidence if piece.file}
    added = [EvidenceInput(file=file) for file in files if file.pk not in known]
    evidence = [*start.evidence, *added]
    return save_draft(task=task, by=by, channel=channel, evidence=evidence, version=None, now=now, **start.content)


def start_of(task: Task) -> Start:
    """What the form of this task begins with."""
    reports = task.reports.order_by("-number").prefetch_related("evidence__file")
    return start_from(reports.first())


def start_from(last: ProgressReport | None) -> Start:
    """The same from the task's latest report, with its evidence and files at hand."""
    if last is None:
        return Start(None, {"degree": "", "text": ""}, ())
    content = {name: getattr(last, name) for name in _CONTENT}
    evidence = tuple(EvidenceInput.of(row) for row in last.evidence.all())
    return Start(last if last.state == ProgressReport.State.DRAFT else None, content, evidence)


def differs(start: Start, content: dict[str, Any]) -> bool:
    """Whether the form says something else than it began with."""
    values = {name: _tidy(value) if isinstance(value, str) else value for name, value in content.items()}
    changed = any(values[name] != start.content.get(name, values[name].__class__()) for name in _CONTENT)
    return changed or list(dict.fromkeys(content["evidence"])) != list(start.evidence)


def draft_of(task: Task) -> ProgressReport | None:
    """The task's one draft, with its evidence."""
    drafts = ProgressReport.objects.filter(task=task, state=ProgressReport.State.DRAFT)
    return drafts.prefetch_related("evidence").first()


def check_writable(task: Task, by: User) -> None:
    """Raises Forbidden or Impossible; the task object is read anew, so that its status is today's."""
    if not RULES["executor"].allows(reach_of(by), task):
        raise Forbidden(_("Отчёт пишет исполнитель самой организации. Вам этот пункт доступен только для просмотра."))
    task.refresh_from_db(fields=_MOVING)
    if task.status not in TRANSITIONS["report"].sources:
        words = _("Отчёт сейчас не принимается: статус пункта — «%(status)s».")
        raise Impossible(words % {"status": task.get_status_display()})


def has_earlier(task: Task) -> bool:
    """Whether the organization has reported on this directive before, so that «изменений нет» says something."""
    others = ProgressReport.objects.filter(
        task__directive=task.directive_id, task__organization=task.organization_id, state=ProgressReport.State.SUBMITTED
    )
    return others.exclude(task=task).exists()


def check(values: dict[str, Any], evidence: Sequence[EvidenceInput], task: Task, now: datetime) -> None:
    """Raises Invalid with everything that cannot even be kept as a draft."""
    today = clock.moscow(now).date()
    errors = [*_of_values(values), *proofs.problems(evidence, organization_id=task.organization_id, today=today)]
    if errors:
        raise Invalid(_("Черновик не сохранён: проверьте отмеченные поля."), errors=errors)


def _values(content: Content) -> dict[str, Any]:
    return {
        "degree": content["degree"],
        "text": _tidy(content["text"]),
        "no_change": content.get("no_change", False),
        "not_applicable_reason": _tidy(content.get("not_applicable_reason", "")),
        "proposal": content.get("proposal", ""),
    }


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _of_values(values: dict[str, Any]) -> list[FieldProblem]:
    errors = []
    if values["degree"] not in ("", *Degree.values):
        errors.append(FieldProblem("/degree", _("Выберите степень исполнения из списка.")))
    if values["proposal"] not in ("", *Proposal.values):
        errors.append(FieldProblem("/proposal", _("Выберите предложение из списка.")))
    for name, longest in (("text", LONGEST_TEXT), ("not_applicable_reason", LONGEST_REASON)):
        if (length := len(values[name])) > longest:
            words = _("Слишком длинно: %(length)s знаков, а помещается %(longest)s. Сократите или приложите файлом.")
            errors.append(FieldProblem(f"/{name}", words % {"length": length, "longest": longest}))
    return errors


def _same(draft: ProgressReport, values: dict[str, Any], evidence: Sequence[EvidenceInput]) -> bool:
    kept = [EvidenceInput.of(row) for row in draft.evidence.all()]
    return all(getattr(draft, name) == value for name, value in values.items()) and kept == list(evidence)


def _check_version(draft: ProgressReport | None, version: int | None) -> None:
    if version is not None and version != (draft.version if draft else 0):
        raise Stale(_("Черновик изменён в другом окне или другим сотрудником. Посмотрите, что нового, и повторите."))


def _write(draft: ProgressReport | None, task: Task, values: dict[str, Any]) -> ProgressReport:
    if draft is None:
        return _create(task, values)
    mine = ProgressReport.objects.filter(pk=draft.pk, version=draft.version, state=ProgressReport.State.DRAFT)
    if not mine.update(**values, version=F("version") + 1):
        raise Stale(_("Черновик только что изменил другой сотрудник. Посмотрите, что нового, и повторите."))
    for name, value in values.items():
        setattr(draft, name, value)
    draft.version += 1
    return draft


def _create(task: Task, values: dict[str, Any]) -> ProgressReport:
    last = ProgressReport.objects.filter(task=task).order_by("-number").values_list("number", flat=True).first()
    try:
        with transaction.atomic():
            return ProgressReport.objects.create(task=task, number=(last or 0) + 1, **values)
    except IntegrityError as error:
        raise Stale(_("Черновик только что начал другой сотрудник. Посмотрите, что нового, и повторите.")) from error


def _replace(draft: ProgressReport, evidence: Sequence[EvidenceInput]) -> None:
    Evidence.objects.filter(report=draft).delete()
    Evidence.objects.bulk_create(
        Evidence(report=draft, position=position, **vars(piece)) for position, piece in enumerate(evidence)
    )
    draft.__dict__.pop("_prefetched_objects_cache", None)
