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
from tasks.models import Channel, Resolution
from tasks.services import morning, publishing, reminders


@runner(publishing.KIND, title=_("Публикация документа"))
def publish(job: Job, /, *, now: datetime, progress: Progress) -> dict[str, Any]:
    """Publish the document of the job; the job's own moment stamps the tasks, so a second attempt goes on."""
    resolution = Resolution.objects.get(pk=job.arguments["resolution"])
    done = publishing.publish(
        resolution=resolution, key=f"{publishing.KIND}:{job.pk}", stamp=job.created_at, now=now, progress=progress
    )
    return {**done, "url": reverse("resolution", args=[resolution.pk])}


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
