from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from resolution_portal import clock
from resolution_portal.background.jobs import run_job
from resolution_portal.background.models import Job
from resolution_portal.background.wake import wake

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def enqueue(
    *,
    kind: str,
    arguments: dict[str, Any],
    owner: AbstractBaseUser | None = None,
    once_key: str | None = None,
    total: int = 0,
) -> Job:
    """Put the job down in the transaction of the deed that asks for it; under a known key the job put down before."""
    now = clock.now()
    job = Job(
        kind=kind,
        arguments=arguments,
        owner_id=owner.pk if owner is not None else None,
        once_key=once_key,
        total=total,
        run_after=now,
        created_at=now,
    )
    if once_key is None:
        job.save()
    else:
        Job.objects.bulk_create([job], ignore_conflicts=True)
        job = Job.objects.get(once_key=once_key)
    if not job.is_finished:
        transaction.on_commit(partial(wake, run_job, job.pk))
    return job
