"""The day's reminders: each step once, one letter a person; the claims and the letters that tell of them together.

Whoever writes something of a bundle at the same time makes it fail as a whole, and it is planned anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from resolution_portal.components.dates import working_days_left
from resolution_portal.notices import news
from resolution_portal.notices.letters import compose, put_new
from resolution_portal.notices.models import Letter, Notice
from tasks.models import ReminderClaim, ReminderCopy, Rule, Task
from tasks.reminding import holding
from tasks.reminding.bundles import Bundle, plan
from tasks.reminding.due import Due
from tasks.reminding.recipients import Part
from tasks.reminding.steps import Step
from tasks.services import ledger

_ROUNDS = 5  # how often the day is planned anew because somebody else was writing
_BATCH = 500


class _Faster(Exception):
    """Somebody changed what the letters tell of while they were being made."""


@dataclass
class Outcome:
    """How many steps a run claimed, how many missed ones it marked, how many letters it put into the outbox."""

    claimed: int = 0
    skipped: int = 0
    letters: int = 0


def send(
    *,
    today: date,
    now: datetime,
    channel: str,
    progress: Callable[[int, int, str], None] = lambda done, total, message: None,
) -> Outcome:
    """Send what is due on the day. Called twice, or by two at once, it does nothing the second time."""
    outcome = Outcome()
    for _round in range(_ROUNDS):
        bundles = plan(today)
        done = 0
        for number, bundle in enumerate(bundles):
            progress(number, len(bundles), _("Рассылаем напоминания"))
            done += _write(bundle, today=today, now=now, channel=channel, outcome=outcome)
        if done == len(bundles):
            break
    return outcome


def steps_of(today: date) -> list[dict[str, Any]]:
    """The steps that were sent on the day, by whichever run, with the addresses they went to."""
    addresses: dict[int, set[str]] = defaultdict(set)
    copies = ReminderCopy.objects.filter(claim__day=today, claim__state=ReminderClaim.State.SENT)
    for claim, email, mailbox in copies.values_list("claim", "recipient__email", "letter__address"):
        addresses[claim].add(email or mailbox)
    sent = ReminderClaim.objects.filter(day=today, state=ReminderClaim.State.SENT)
    return [as_json(c.task_id, c.rule, c.step, c.due_on, addresses[c.pk]) for c in sent]


def as_json(task: int, rule: str, step: int, due_on: date, addresses: set[str]) -> dict[str, Any]:
    """A step as the command's contract shows it."""
    return {"task": task, "rule": str(rule), "step": step, "due_on": due_on, "recipients": sorted(addresses)}


def _write(bundle: Bundle, *, today: date, now: datetime, channel: str, outcome: Outcome) -> bool:
    """All of the bundle or nothing; the letters are made beforehand, so that the transaction is short."""
    drafts = [draft for digest in bundle.digests if (draft := digest.draft())]
    letters = {letter.once_key: letter for letter in compose(drafts, now=now)}
    try:
        with transaction.atomic():
            _hold([due.task for due, _told in bundle.told])
            _check_holds(bundle, today)
            put_new(list(letters.values()))
            _ring(bundle, letters, now)
            claims = _claim(bundle, today, now)
            _keep_copies(bundle, claims, letters)
            _ask_to_explain(bundle, today, now, channel)
    except (IntegrityError, _Faster):
        return False
    outcome.claimed += len(bundle.told)
    outcome.skipped += len(claims) - len(bundle.told)
    outcome.letters += len(letters)
    return True


def _hold(tasks: list[Task]) -> None:
    """Nobody may send a report or decide between this look and the claim's commit."""
    seen = {task.pk: task.version for task in tasks}
    keys = sorted(seen)
    for start in range(0, len(keys), _BATCH):
        rows = Task.objects.filter(pk__in=keys[start : start + _BATCH]).order_by("pk").select_for_update(no_key=True)
        if any(seen[pk] != version for pk, version in rows.values_list("pk", "version")):
            raise _Faster


def _check_holds(bundle: Bundle, today: date) -> None:
    """A coordinator may have held some of it since it was planned."""
    holds = holding.on(today)
    if any(holds.of(due.task, [recipient for recipient, _line in told]) for due, told in bundle.told):
        raise _Faster


def _ring(bundle: Bundle, letters: dict[str, Letter], now: datetime) -> None:
    """A line under the bell for each person reminded; the news of the day are told with it."""
    lines = [
        Notice(
            recipient=digest.user,
            type=digest.type,
            title=digest.subject[:300],
            url=digest.url,
            once_key=digest.key,
            letter=letters.get(digest.key),
            created_at=now,
        )
        for digest in bundle.digests
        if digest.user is not None and digest.lines
    ]
    Notice.objects.bulk_create(lines, batch_size=_BATCH)
    for digest in bundle.digests:
        if digest.news and not news.told(digest.news, letters.get(digest.key)):
            raise _Faster


def _claim(bundle: Bundle, today: date, now: datetime) -> list[ReminderClaim]:
    """The claims of what is sent, in the bundle's order, then those of what is skipped."""

    def claim(due: Due, step: Step, state: str) -> ReminderClaim:
        return ReminderClaim(
            task=due.task, rule=step.rule, due_on=due.task.due_on, step=step.number, state=state, day=today, at=now
        )

    sent = [claim(due, due.step, ReminderClaim.State.SENT) for due, _told in bundle.told]
    skipped = [claim(due, step, ReminderClaim.State.SKIPPED) for due, _told in bundle.told for step in due.skipped]
    return ReminderClaim.objects.bulk_create([*sent, *skipped], batch_size=_BATCH)


def _keep_copies(bundle: Bundle, claims: list[ReminderClaim], letters: dict[str, Letter]) -> None:
    digests = {digest.recipient: digest for digest in bundle.digests}
    ReminderCopy.objects.bulk_create(
        [
            ReminderCopy(claim=claim, recipient=digests[to].user, letter=letters.get(digests[to].key))
            for claim, (_due, told) in zip(claims, bundle.told, strict=False)
            for to in dict.fromkeys(recipient for recipient, _line in told)
        ],
        batch_size=_BATCH,
    )


def _ask_to_explain(bundle: Bundle, today: date, now: datetime, channel: str) -> None:
    """The request stands in the task's history too, so that the answer is a comment under it."""
    acts = [
        ledger.Act(
            task=due.task,
            action="comment",
            by=None,
            now=now,
            comment=_("Срок нарушен (%(words)s). Просим объяснить причину и назвать день, когда отчёт будет.")
            % {"words": working_days_left(due.task.due_on, today)},
        )
        for due, told in bundle.told
        if due.step.rule == Rule.EXPLANATION and any(line.part is Part.OWN for _to, line in told)
    ]
    ledger.note_many(acts, channel=channel)
