"""Really concurrent: threads and processes with connections of their own, on either database."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from types import SimpleNamespace

import pytest
from django.db import connections

from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.background.running import run
from resolution_portal.notices.models import Letter
from resolution_portal.once.tests.racing import race
from resolution_portal.problems import Impossible, Stale
from tasks.models import Event, Status, Task
from tasks.services import lifecycle, publishing
from tasks.services.fan_out import fan_out
from tasks.tests.cast import TASKS
from tasks.tests.states import put

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_reviewers_at_once_one_decides(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    for organization, directive in ((cast.school5, document.d41), (cast.school1, document.d42)):
        task = put(document.task(organization, directive), Status.SUBMITTED, sent_by=cast.elena)
        copies = [Task.objects.get(pk=task.pk) for _ in range(4)]
        reviewers = [cast.irina, cast.galina, cast.irina, cast.galina]
        actions = ["accept", "return", "return", "accept"]

        def deed(copy: Task, by: object, action: str) -> Callable[[], Event]:
            return lambda: lifecycle.act(action, task=copy, by=by, channel="page", comment="Проверено")  # type: ignore[typeddict-item]

        deeds = iter([deed(*row) for row in zip(copies, reviewers, actions, strict=True)])
        outcomes = race(lambda deeds=deeds: next(deeds)(), 4)  # type: ignore[misc]
        won = [outcome for outcome in outcomes if isinstance(outcome, Event)]
        assert len(won) == 1, outcomes
        assert all(isinstance(outcome, (Stale, Impossible)) for outcome in outcomes if outcome not in won)
        task.refresh_from_db()
        assert task.status == won[0].status
        assert task.events.filter(task_version=task.version).count() == 1


def test_four_publish_at_once_nothing_twice(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    stamp = clock.now()
    outcomes = race(lambda: publishing.publish(resolution=draft.resolution, key="race", stamp=stamp, now=stamp), 4)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert Task.objects.count() == TASKS
    pairs = Counter(Task.objects.values_list("checkpoint_id", "organization_id"))
    assert set(pairs.values()) == {1}
    assert set(Counter(Letter.objects.values_list("recipient_id", flat=True)).values()) == {1}


def _work_and_hang(job_id: int, said: Connection) -> None:
    """A worker's process: publishes, and stops dead after the third checkpoint is committed."""
    connections.close_all()
    done = 0

    def slow(*arguments: object, **options: object) -> int:
        nonlocal done
        if done == 3:
            said.send("three done")
            signal.pause()
        done += 1
        return fan_out(*arguments, **options)  # type: ignore[arg-type]

    publishing.fan_out = slow  # type: ignore[assignment]
    run(job_id, now=clock.now())


def test_a_killed_worker_leaves_nothing_undone_and_nothing_twice(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    job = publishing.request_publication(resolution=draft.resolution, by=cast.irina)
    connections.close_all()
    heard, said = multiprocessing.Pipe()
    worker = multiprocessing.get_context("fork").Process(target=_work_and_hang, args=(job.pk, said))
    worker.start()
    assert heard.poll(60)
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join()

    left = Task.objects.count()
    assert 0 < left < TASKS
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING
    assert not run(job.pk, now=clock.now()), "its lease still runs: nobody else may take it"
    assert run(job.pk, now=clock.now() + timedelta(minutes=10))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    assert Task.objects.count() == TASKS
    assert job.result == {**job.result, "created": TASKS, "existing": 0}
    assert set(Counter(Letter.objects.values_list("recipient_id", flat=True)).values()) == {1}
