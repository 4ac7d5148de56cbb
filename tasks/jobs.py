"""Long work of this app: a job's id, a load, one service call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from resolution_portal.background.models import Job
from resolution_portal.background.registry import Progress, runner
from tasks.models import BulkAct, Resolution
from tasks.services import bulk_acts, publishing


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
