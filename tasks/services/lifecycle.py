"""The acts of a task's life: each one transaction, checked by the transition table, written by the ledger, told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.models import User
from organizations.permissions import reach_of
from resolution_portal import clock
from resolution_portal.problems import FieldProblem, Forbidden, Impossible, Invalid, Stale
from resolution_portal.workdays.days import add_working_days
from tasks.models import Event, Task
from tasks.permissions import RULES
from tasks.services import ledger, telling
from tasks.transitions import RETURN_WORKING_DAYS, TRANSITIONS, Transition


class Ask(TypedDict):
    """What every act is given. ``by`` None is the system (commands); ``version`` is that of the page acted from."""

    task: Task
    by: User | None
    channel: str
    version: NotRequired[int | None]
    comment: NotRequired[str]
    now: NotRequired[datetime | None]


def act(action: str, **ask: Unpack[Ask]) -> Event:
    """Do one action of the table by its name; ``report`` goes through the report's own form or endpoint.

    Raises Invalid (unknown action, words missing), Forbidden (no right), Stale (``version`` is not the task's any
    more) or Impossible (not from this status).
    """
    if action not in _VERBS:
        raise Invalid(_("Такого действия нет: %(action)s.") % {"action": action or "—"})
    return _VERBS[action](**ask)


def check(action: str, *, task: Task, by: User | None, version: int | None = None) -> int | None:
    """Whether ``act`` would let it through, its words aside: the organization it would be done for; raises alike."""
    step = TRANSITIONS[action]
    acting_for = None if by is None else _acting_for(step, task, by)
    if version is not None and version != task.version:
        raise Stale(_("Пункт изменился, пока страница была открыта. Посмотрите, что нового, и повторите."))
    if task.status not in step.sources:
        raise Impossible(
            _("«%(label)s» сейчас нельзя: статус пункта — «%(status)s».")
            % {"label": step.label, "status": task.get_status_display()}
        )
    return acting_for


@transaction.atomic
def start(**ask: Unpack[Ask]) -> Event:
    """Взять в работу: also done by the first saved draft."""
    return _begin("start", ask).record()


@transaction.atomic
def report(*, number: int, written_by: User | None, **ask: Unpack[Ask]) -> Event:
    """Take report ``number`` for review; what it says was checked by reports/services/submission.

    ``on_time`` is fixed by the first submission that was not recalled and turns false when a later one misses the
    date then in force (ARCHITECTURE, rule 13).
    """
    deed = _begin("report", ask)
    task = deed.task
    return deed.record(
        report_number=number,
        submitted_at=deed.now,
        submitted_on=deed.today,
        submitted_by=deed.by,
        written_by=written_by,
        submitted_for_id=None if deed.acting_for == task.organization_id else deed.acting_for,
        on_time=deed.today <= task.due_on and task.on_time is not False,
    )


@transaction.atomic
def recall(**ask: Unpack[Ask]) -> Event:
    """Take back what nobody has decided on; the task is again what it was before it was sent."""
    deed = _begin("recall", ask)
    sent = _last(deed.task, "report")
    acts = deed.task.events.exclude(action="comment")
    before = acts.filter(task_version__lt=sent.task_version).order_by("-task_version").first()
    return deed.record(
        status=sent.old_status,
        report_number=before.report_number if before else 0,
        on_time=before.on_time if before else None,
        submitted_at=None,
        submitted_on=None,
        submitted_by=None,
        written_by=None,
        submitted_for_id=None,
    )


@transaction.atomic
def accept(**ask: Unpack[Ask]) -> Event:
    """Принять отчёт."""
    deed = _begin("accept", ask)
    return deed.record(accepted_at=deed.now, reviewed_by=deed.by)


@transaction.atomic
def return_(**ask: Unpack[Ask]) -> Event:
    """Вернуть на доработку: the due date becomes the later of itself and three working days from today."""
    deed = _begin("return", ask)
    return deed.record(due_on=deed.mend_by(), reviewed_by=deed.by)


@transaction.atomic
def reopen(**ask: Unpack[Ask]) -> Event:
    """Возобновить what was accepted, likewise with time for mending."""
    deed = _begin("reopen", ask)
    return deed.record(due_on=deed.mend_by(), reviewed_by=deed.by, accepted_at=None)


@transaction.atomic
def withdraw(**ask: Unpack[Ask]) -> Event:
    """Снять без исполнения."""
    return _begin("withdraw", ask).record()


@transaction.atomic
def restore(**ask: Unpack[Ask]) -> Event:
    """Вернуть на контроль: to the status that the withdrawal found."""
    deed = _begin("restore", ask)
    return deed.record(status=_last(deed.task, "withdraw").old_status)


@transaction.atomic
def comment(**ask: Unpack[Ask]) -> Event:
    """Добавить комментарий: changes nothing, so a page with an older version may still do it."""
    deed = _begin("comment", {**ask, "version": None})
    event = ledger.note(
        deed.task,
        action=deed.step.action,
        by=deed.by,
        acting_for=deed.acting_for,
        channel=deed.channel,
        now=deed.now,
        comment=deed.words,
    )
    telling.tell_of([event])
    return event


_VERBS: dict[str, Callable[..., Event]] = {
    "start": start,
    "recall": recall,
    "accept": accept,
    "return": return_,
    "reopen": reopen,
    "withdraw": withdraw,
    "restore": restore,
    "comment": comment,
}


@dataclass(frozen=True)
class _Deed:
    """One checked act, ready to be written."""

    step: Transition
    task: Task
    by: User | None
    acting_for: int | None
    channel: str
    words: str
    now: datetime

    @property
    def today(self) -> date:
        return clock.moscow(self.now).date()

    def mend_by(self) -> date:
        return max(self.task.due_on, add_working_days(self.today, RETURN_WORKING_DAYS))

    def record(self, **changes: Any) -> Event:
        changes.setdefault("status", self.step.target)
        event = ledger.record(
            self.task,
            action=self.step.action,
            by=self.by,
            acting_for=self.acting_for,
            channel=self.channel,
            now=self.now,
            comment=self.words,
            **changes,
        )
        telling.tell_of([event])
        return event


def _begin(action: str, ask: Ask) -> _Deed:
    """Check right, version, status and words against the table's row; raises as ``act`` says."""
    step, task, by = TRANSITIONS[action], ask["task"], ask["by"]
    acting_for = check(action, task=task, by=by, version=ask.get("version"))
    words = ask.get("comment", "").strip()
    if len(words) < step.words:
        raise Invalid(_too_short(step), errors=[FieldProblem("/comment", _too_short(step))])
    now = ask.get("now") or clock.now()
    return _Deed(step, task, by, acting_for, ask["channel"], words, now)


def _acting_for(step: Transition, task: Task, by: User) -> int:
    place = RULES[step.who].place(reach_of(by), task)
    if place is None:
        raise Forbidden(_("Действие «%(label)s» здесь вам недоступно.") % {"label": step.label})
    return place.organization_id


def _too_short(step: Transition) -> str:
    if step.words == 1:
        return _("Напишите, почему: без слов это действие не выполняется.")
    return ngettext(
        "Напишите причину: не короче %(n)d знака.", "Напишите причину: не короче %(n)d знаков.", step.words
    ) % {"n": step.words}


def _last(task: Task, action: str) -> Event:
    return task.events.filter(action=action).order_by("-task_version")[0]
