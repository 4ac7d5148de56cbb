"""Sending reports: what a report must hold, then the task's own act, one receipt, and word of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from organizations.models import User
from reports.models import Degree, ProgressReport, Receipt, StoredFile
from reports.services import receipts, telling
from reports.services.drafts import Content, check_writable, draft_of, has_earlier, save, save_draft, start_of
from reports.services.evidence import EvidenceInput
from resolution_portal import clock
from resolution_portal.problems import FieldProblem, Invalid, Stale
from tasks.services import lifecycle

__all__ = ["EvidenceInput", "save_draft", "send", "start_of", "submit"]


@transaction.atomic
def send(**content: Unpack[Content]) -> Receipt:
    """Save the draft and send it at once, or neither; raises as ``save_draft`` and ``submit`` do.

    The sender is recorded as such, so the words stay those of whoever wrote the draft before: nobody then reviews
    what they wrote (ARCHITECTURE, rule 4).
    """
    before = draft_of(content["task"])
    author = before.author if before and before.author else content["by"]
    draft = save(content, author=author)
    return submit(reports=[draft], by=content["by"], channel=content["channel"], now=content.get("now"))


@transaction.atomic
def submit(
    *,
    reports: Sequence[ProgressReport],
    by: User,
    channel: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Receipt:
    """Send the drafts of one organization and one resolution: all or none, one receipt.

    ``version``: of the page that one draft is sent from. Raises Forbidden, Impossible, Stale, or Invalid with all
    that is missing: pointers «/degree» for one report, «/reports/0/degree» for several.
    """
    moment = now or clock.now()
    drafts = sorted(reports, key=lambda draft: draft.pk)
    _check_together(drafts)
    for draft in drafts:
        check_writable(draft.task, by)
    if version is not None and any(draft.version != version for draft in drafts):
        raise Stale(_("Черновик изменился, пока страница была открыта. Посмотрите, что нового, и отправьте снова."))
    _check_complete(drafts)
    # The drafts first, then the receipt: whoever waits for the next number holds no row that the other still wants.
    for draft in drafts:
        _mark(draft, moment)
    receipt = receipts.issue(task=drafts[0].task, by=by, now=moment)
    ProgressReport.objects.filter(pk__in=[draft.pk for draft in drafts]).update(receipt=receipt)
    for draft in drafts:
        draft.receipt = receipt
        lifecycle.report(
            task=draft.task, by=by, channel=channel, number=draft.number, written_by=draft.author, now=moment
        )
    telling.tell_of_sending(receipt=receipt, tasks=[draft.task for draft in drafts], by=by)
    return receipt


def missing(draft: ProgressReport) -> list[FieldProblem]:
    """What this draft still lacks to be sent; empty when it is ready."""
    return list(_missing(draft))


def _check_together(drafts: Sequence[ProgressReport]) -> None:
    if not drafts:
        raise Invalid(_("Отправлять нечего: нет ни одного готового черновика."))
    if len({(draft.task.organization_id, draft.task.resolution_id) for draft in drafts}) > 1:
        raise Invalid(_("Вместе отправляются отчёты одной организации по одному документу."))


def _check_complete(drafts: Sequence[ProgressReport]) -> None:
    errors = []
    for index, draft in enumerate(drafts):
        prefix = f"/reports/{index}" if len(drafts) > 1 else ""
        errors += [FieldProblem(prefix + problem.pointer, problem.detail) for problem in _missing(draft)]
    if errors:
        raise Invalid(_("Отчёт не отправлен: заполните отмеченные поля."), errors=errors)


def _missing(draft: ProgressReport) -> Iterator[FieldProblem]:
    applies = not draft.not_applicable_reason
    if applies and not draft.degree:
        yield FieldProblem("/degree", _("Выберите степень исполнения."))
    if applies and not draft.text and not draft.no_change:
        yield FieldProblem("/text", _("Напишите, что сделано."))
    if draft.no_change and not has_earlier(draft.task):
        words = _("Это первый отчёт по пункту, сравнивать не с чем. Снимите отметку и напишите, что сделано.")
        yield FieldProblem("/no_change", words)
    prefetch_related_objects([draft], "evidence__file")
    evidence = list(draft.evidence.all())
    owed = draft.task.directive.proof_required and applies and draft.degree != Degree.NONE
    if owed and not evidence:
        yield FieldProblem("/evidence", _("Добавьте подтверждение: файл, ссылку или реквизиты документа."))
    for row in evidence:
        if row.file and row.file.state != StoredFile.State.READY:
            words = _("Файл «%(name)s» ещё не загружен. Подождите или замените его.")
            yield FieldProblem("/evidence", words % {"name": row.file.name})


def _mark(draft: ProgressReport, moment: datetime) -> None:
    state = ProgressReport.State.SUBMITTED
    mine = ProgressReport.objects.filter(pk=draft.pk, version=draft.version, state=ProgressReport.State.DRAFT)
    if not mine.update(state=state, submitted_at=moment):
        raise Stale(_("Черновик только что изменён или отправлен. Посмотрите, что нового."))
    draft.state, draft.submitted_at = state, moment
