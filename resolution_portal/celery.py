"""Celery's application; rooms called `jobs` hold the jobs, since `tasks` is an app of ours."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resolution_portal.settings")

app = Celery("resolution_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
