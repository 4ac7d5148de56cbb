"""One task's reminders as its page shows them: what comes next and why (not), and what was sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from resolution_portal import clock
from resolution_portal.notices.models import Letter
from resolution_portal.workdays.days import add_working_days
from tasks.models import ReminderClaim, ReminderCopy, ReminderHold, Task
from tasks.reminding import holding
from tasks.reminding.due import next_of
from tasks.reminding.reasons import Reason, Why, day_words, moved, silence, step_words
from tasks.reminding.recipients import Mailbox, Part, Recipient, recipients
from tasks.reminding.rulebook import Rulebook, read
from tasks.reminding.steps import Rules, place, stream_of

_AHEAD = timedelta(days=130)  # beyond the longest range of quiet days, the summer
_RECENT = 4


@dataclass(frozen=True)
class Coming:
    """A step that is to be sent: on which day, to whom, and why not on the day that its rule names."""

    rule: str
    number: int
    day: date
    to: tuple[Recipient, ...]
    reasons: tuple[Reason, ...] = ()
    hold: ReminderHold | None = None

    @property
    def words(self) -> str:
        """«Завтра, 26 ноября (чт): напоминание за 2 рабочих дня до срока»."""
        step = step_words(self.rule, self.number)
        return f"{day_words(self.day, clock.today())}: {step[0].lower()}{step[1:]}"

    @property
    def names(self) -> list[str]:
        """«Иванова Е. В.», or the organization's own mailbox."""
        return [to.email if isinstance(to, Mailbox) else to.get_short_name() for to in self.to]


@dataclass(frozen=True)
class Told:
    """A step that was sent or skipped: when, to whom and how far each copy is."""

    claim: ReminderClaim
    copies: tuple[str, ...]
    reason: Reason | None

    @property
    def words(self) -> str:
        return step_words(self.claim.rule, self.claim.step)

    @property
    def is_sent(self) -> bool:
        return self.claim.state == ReminderClaim.State.SENT


@dataclass(frozen=True)
class Outlook:
    """All of it; ``silence`` tells why nothing comes."""

    coming: list[Coming]
    told: list[Told]
    silence: Reason | None

    @property
    def recent(self) -> list[Told]:
        return self.told[:_RECENT]

    @property
    def earlier(self) -> list[Told]:
        return self.told[_RECENT:]


def outlook(task: Task, *, day: date, rules: Collection[str]) -> Outlook:
    """The reminders of the task by these rules; ``day`` is the next one on which any are sent."""
    copies = ReminderCopy.objects.select_related("recipient").prefetch_related(
        Prefetch("letter", Letter.objects.only("state", "address", "recipient_id"))
    )
    claims = list(task.reminders.prefetch_related(Prefetch("copies", copies)).order_by("-id"))
    holds = list(ReminderHold.objects.filter(resolution=task.resolution_id).select_related("by"))
    quiet = silence(task)
    book = read() if claims or quiet is None else Rulebook()
    given = book.of(task.resolution_id, task.organization.kind_id)
    coming = [] if quiet else [one for one in _coming(task, day, given, claims, holds) if one.rule in rules]
    told = [_told(claim, task, given, holds) for claim in claims if claim.rule in rules]
    return Outlook(coming, told, quiet or (None if coming else Reason(Why.NO_MORE)))


def _coming(
    task: Task, day: date, rules: Rules, claims: Sequence[ReminderClaim], holds: Sequence[ReminderHold]
) -> list[Coming]:
    taken = {(claim.rule, claim.step) for claim in claims if claim.due_on == task.due_on}
    today = {stream_of(one.rule): one for one in _planned(task, day, rules, taken)}
    kept = holding.Holds(hold for hold in holds if hold.day == day)
    held = {stream: hold for stream, one in today.items() if one.day == day and (hold := kept.of(task, one.to))}
    if held:  # what waits is found due a working day later, with whatever has come up by then
        for one in _planned(task, add_working_days(day, 1), rules, taken):
            if hold := held.get(stream_of(one.rule)):
                reasons = (Reason(Why.HELD, hold=hold), *(r for r in one.reasons if r.why is Why.NOBODY))
                today[stream_of(one.rule)] = replace(one, hold=hold, reasons=reasons)
    return sorted(today.values(), key=lambda one: one.day)


def _planned(task: Task, day: date, rules: Rules, taken: set[tuple[str, int]]) -> Iterator[Coming]:
    found = list(next_of(task, day=day, until=max(task.due_on, day) + _AHEAD, rules=rules, taken=taken))
    told = recipients([due for _day, due in found], today=day)
    for (then, due), to in zip(found, told, strict=True):
        reasons = [moved(due.step.rule, due.step.at, then, rules.quiet)]
        nobody = not to or any(line.part is Part.NOBODY for _to, line in to)
        reasons.append(Reason(Why.NOBODY) if nobody else None)
        whom = tuple(dict.fromkeys(recipient for recipient, _line in to))
        yield Coming(due.step.rule, due.step.number, then, whom, tuple(reason for reason in reasons if reason))


def _told(claim: ReminderClaim, task: Task, rules: Rules, holds: Sequence[ReminderHold]) -> Told:
    copies = list(claim.copies.all())
    at = place(claim.due_on, claim.rule, claim.step)
    reason = moved(claim.rule, at, claim.day, rules.quiet)
    people = [copy.recipient for copy in copies if copy.recipient]
    for hold in holds:
        if at <= hold.day < claim.day and holding.Holds([hold]).of(task, people):
            reason = Reason(Why.HELD, hold=hold)
    if claim.state == ReminderClaim.State.SKIPPED:
        reason = None
    return Told(claim, tuple(map(_copy_words, copies)), reason)


def _copy_words(copy: ReminderCopy) -> str:
    """«Иванова Е. В. – письмо отправлено»."""
    letter = copy.letter
    name = copy.recipient.get_short_name() if copy.recipient else letter.address if letter else ""
    if letter is None:
        return _("%(name)s – только в уведомлениях") % {"name": name}
    state = {
        Letter.State.QUEUED: _("письмо ждёт отправки"),
        Letter.State.SENDING: _("письмо отправляется"),
        Letter.State.SENT: _("письмо отправлено"),
        Letter.State.FAILED: _("письмо не доставлено"),
    }[Letter.State(letter.state)]
    return f"{name} – {state}"
