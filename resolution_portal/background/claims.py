"""Who works on a job: taken, kept and given back by conditional updates, so that one attempt holds it at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet

from resolution_portal import clock
from resolution_portal.background.models import Job

LEASE = dt.timedelta(seconds=settings.LEASE_SECONDS)
MAX_ATTEMPTS = 5


def due(now: dt.datetime) -> QuerySet[Job]:
    """Jobs that wait for a worker: their time has come, or their worker is gone."""
    waiting = Q(state=Job.State.QUEUED, run_after__lte=now)
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waiting | abandoned)


def claim(job_id: int, *, now: dt.datetime) -> Job | None:
    """Take the job for one attempt; nothing when somebody else has it, or it is finished."""
    taken = due(now).filter(pk=job_id, attempts__lt=MAX_ATTEMPTS)
    changed = taken.update(
        state=Job.State.RUNNING, lease_until=clock.now() + LEASE, attempts=F("attempts") + 1, error=""
    )
    return Job.objects.get(pk=job_id) if changed else None


def hold(job: Job, **changes: Any) -> bool:
    """Write to the job while this attempt still holds it; whether it did."""
    held = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
    return bool(held.update(**changes))
