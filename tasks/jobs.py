"""Long work of this app: a job's id, a load, one service call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from resolution_portal.background.models import Job
from resolution_portal.background.registry import Progress, runner
from tasks.models import Resolution
from tasks.services import publishing


@runner(publishing.KIND, title=_("Публикация документа"))
def publish(job: Job, /, *, now: datetime, progress: Progress) -> dict[str, Any]:
    """Publish the document of the job; the job's own moment stamps the tasks, so a second attempt goes on."""
    resolution = Resolution.objects.get(pk=job.arguments["resolution"])
    done = publishing.publish(
        resolution=resolution, key=f"{publishing.KIND}:{job.pk}", stamp=job.created_at, now=now, progress=progress
    )
    return {**done, "url": reverse("resolution", args=[resolution.pk])}
