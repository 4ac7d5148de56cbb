"""Long work of this app: a job's id, a load, one service call."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.background.registry import Progress, runner
from tasks.models import BulkAct, Channel, Resolution
from tasks.services import bulk_acts, morning, publishing, reminders


@runner(publishing.KIND, title=_("Публикация документа"))
def publish(job: Job, /, *, now: datetime, progress: Progress) -> dict[str, Any]:
    """Publish the document of the job; the job's own moment stamps the tasks, so a second attempt goes on."""
    resolution = Resolution.objects.get(pk=job.arguments["resolution"])
    done = publishing.publish(
        resolution=resolution, key=f"{publishing.KIND}:{job.pk}", stamp=job.created_at, now=now, progress=progress
    )
    return {**done, "url": reverse("resolution", args=[resolution.pk])}


@runner(bulk_acts.KIND, title=_("Действие с выбранными пунктами"))
def bulk(job: Job, /, *, now: datetime, progress: Progress) -> dict[str, Any]:
    """Do to each chosen task what was confirmed; the file lists those that were refused."""
    act = BulkAct.objects.get(pk=job.arguments["act"])
    done = bulk_acts.run(act, total=job.total, now=now, progress=progress)
    file = reverse("task_bulk_refused", args=[act.pk]) if done["refused"] else ""
    return {**done, "url": reverse("task_bulk_act", args=[act.pk]), "file": file}


@runner(morning.KIND, title=_("Напоминания дня"))
def remind(job: Job, /, *, now: datetime, progress: Progress) -> dict[str, Any]:
    """Send the reminders of the job's day; a second attempt goes on where a killed one stopped."""
    today = date.fromisoformat(job.arguments["today"])
    return asdict(reminders.send(today=today, now=now, channel=Channel.JOB, progress=progress))


@shared_task
def start_reminders() -> None:
    """At eight in the morning."""
    morning.start(now=clock.now())


@shared_task
def catch_up_reminders() -> None:
    """Every few minutes of the day: what eight o'clock missed."""
    morning.catch_up(now=clock.now())
