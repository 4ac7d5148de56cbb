"""What beat wakes is there to be woken."""

from django.conf import settings

from resolution_portal.celery import app


def test_everything_that_beat_wakes_exists() -> None:
    app.loader.import_default_modules()
    assert {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
