from typing import Any

import pytest
from django.db import transaction

from resolution_portal.background import jobs, wake
from resolution_portal.background.models import Job
from resolution_portal.background.queue import enqueue


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the jobs that workers were told of."""
    told: list[int] = []
    monkeypatch.setattr(jobs.run_job, "apply_async", lambda args, **options: told.append(args[0]))
    monkeypatch.setattr(wake, "_silent_until", 0.0)
    return told


@pytest.mark.django_db(transaction=True)
def test_workers_are_told_when_the_deed_is_committed(woken, alice):
    with transaction.atomic():
        job = enqueue(kind="count", arguments={"to": 3}, owner=alice, total=3)
        assert woken == []
    assert woken == [job.pk]
    assert (job.state, job.owner_id, job.arguments, job.total) == ("queued", alice.pk, {"to": 3}, 3)


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_failed_leaves_no_job(woken):
    with transaction.atomic():
        enqueue(kind="count", arguments={})
        transaction.set_rollback(True)
    assert (woken, Job.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_is_the_same_job(woken):
    first = enqueue(kind="count", arguments={"to": 3}, once_key="count:1")
    second = enqueue(kind="count", arguments={"to": 9}, once_key="count:1")
    assert second.pk == first.pk
    assert Job.objects.get().arguments == {"to": 3}


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_is_asked_once_and_the_sweep_finds_the_job(woken, monkeypatch):
    asked: list[int] = []

    def down(args: tuple[int], **options: Any) -> None:
        asked.append(args[0])
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(jobs.run_job, "apply_async", down)
        first, second = (enqueue(kind="count", arguments={}) for _number in range(2))
    assert asked == [first.pk]
    monkeypatch.setattr(wake, "_silent_until", 0.0)
    jobs.sweep()
    assert woken == [first.pk, second.pk]


@pytest.mark.django_db
def test_the_sweep_leaves_what_is_done_or_held(woken):
    Job.objects.create(kind="count", state="failed", finished_at="2022-12-15T10:00:00Z")
    Job.objects.create(kind="count", state="running", lease_until="2999-01-01T00:00:00Z")
    abandoned = Job.objects.create(kind="count", state="running", lease_until="2022-12-15T10:00:00Z")
    jobs.sweep()
    assert woken == [abandoned.pk]
