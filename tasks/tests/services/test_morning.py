"""When the day's reminders start: once at eight, later when that was missed, never on a day off."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.background.running import run
from resolution_portal.notices.models import Letter
from tasks.models import ReminderClaim
from tasks.services import morning


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=clock.MOSCOW)


@pytest.mark.django_db
def test_once_a_day_from_eight_on() -> None:
    assert morning.start(now=at("2026-12-09 07:59")) is None
    job = morning.start(now=at("2026-12-09 08:00"))
    assert job is not None
    assert job.arguments == {"today": "2026-12-09"}
    assert morning.start(now=at("2026-12-09 08:00")) is None
    assert morning.catch_up(now=at("2026-12-09 15:20")) is None
    assert morning.start(now=at("2026-12-12 08:00")) is None, "a Saturday"
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_a_missed_morning_is_caught_up_and_the_first_one_waits_for_eight() -> None:
    assert morning.catch_up(now=at("2026-12-09 10:05")) is None
    morning.start(now=at("2026-12-09 08:00"))
    assert morning.catch_up(now=at("2026-12-10 10:05")) is not None


@pytest.mark.django_db
def test_a_run_that_was_lost_in_all_its_attempts_is_followed_by_another_thrice_at_most() -> None:
    for _number in range(3):
        job = morning.start(now=at("2026-12-09 08:00"))
        assert job is not None
        Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, finished_at=at("2026-12-09 08:30"))
    assert morning.catch_up(now=at("2026-12-09 09:00")) is None
    assert Job.objects.count() == 3


def test_the_job_sends(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    task = document.task(cast.vyazma, document.d21)
    Letter.objects.all().delete()
    moment = datetime.combine(task.due_on, datetime.min.time(), tzinfo=clock.MOSCOW).replace(hour=8)
    job = morning.start(now=moment)
    assert job is not None
    assert run(job.pk, now=moment)
    job.refresh_from_db()
    skipped = ReminderClaim.objects.filter(state="skipped").count()
    assert job.result == {"claimed": 12, "skipped": skipped, "letters": 9}
    assert Letter.objects.filter(type="reminder").count() == 9
