"""The day's reminders as a job: put down once at eight, and again by the sweep when that morning was missed."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction

from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.background.queue import enqueue
from resolution_portal.workdays.days import add_working_days, is_working_day

KIND = "reminders"
HOUR = time(8)
_TRIES = 3  # jobs of a day: a failed one (each of its attempts was lost) is followed by another


@transaction.atomic
def start(*, now: datetime) -> Job | None:
    """Put down the job of the day from eight o'clock Moscow on; nothing on a day off, or when it is there already."""
    moment = clock.moscow(now)
    today = moment.date()
    if moment.time() < HOUR or not is_working_day(today):
        return None
    earlier = Job.objects.filter(once_key__in=[_key(today.isoformat(), number) for number in range(_TRIES)])
    failed = earlier.filter(state=Job.State.FAILED).count()
    if earlier.count() > failed or failed == _TRIES:
        return None
    return enqueue(kind=KIND, arguments={"today": today.isoformat()}, once_key=_key(today.isoformat(), failed))


def catch_up(*, now: datetime) -> Job | None:
    """The same later, for a morning on which the broker or the beat was down; the very first one is eight's."""
    return start(now=now) if Job.objects.filter(kind=KIND).exists() else None


def next_day(now: datetime) -> date:
    """The day whose letters have not begun to go: today before eight, else the next working day."""
    moment = clock.moscow(now)
    today = moment.date()
    return today if moment.time() < HOUR and is_working_day(today) else add_working_days(today, 1)


def _key(day: str, number: int) -> str:
    return f"{KIND}:{day}:{number}"
