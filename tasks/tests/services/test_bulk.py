"""Many reports accepted at once: what changed meanwhile stays as it is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resolution_portal.problems import Absent, Forbidden, Invalid, Stale
from tasks.models import Status, Task
from tasks.services import bulk, lifecycle
from tasks.tests.states import put


@pytest.fixture
def tasks(cast: SimpleNamespace, document: SimpleNamespace) -> list[Task]:
    """Both items of school 5 and one of Korzovo, under review."""
    return [
        put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.elena),
        put(document.task(cast.school5, document.d42), Status.SUBMITTED, sent_by=cast.elena),
        put(document.task(cast.korzovo, document.d41), Status.SUBMITTED, sent_by=cast.tatyana),
    ]


def versions(*tasks: Task) -> dict[int, int]:
    return {task.pk: task.version for task in tasks}


def test_all_are_accepted_each_with_its_event(cast: SimpleNamespace, tasks: list[Task]) -> None:
    outcome = bulk.accept(versions=versions(*tasks), by=cast.anna, channel="page")
    assert (outcome.done, outcome.left_out) == (tasks, [])
    for task in tasks:
        version = task.version
        task.refresh_from_db()
        assert (task.status, task.reviewed_by, task.version) == ("accepted", cast.anna, version + 1)
        event = task.events.get(action="accept")
        assert (event.by, event.acting_for, event.task_version) == (cast.anna, cast.vyazma, task.version)


def test_what_changed_is_left_out(cast: SimpleNamespace, tasks: list[Task]) -> None:
    seen = versions(*tasks)
    tasks[1].refresh_from_db()
    lifecycle.recall(task=tasks[1], by=cast.elena, channel="page")
    outcome = bulk.accept(versions=seen, by=cast.anna, channel="page")
    assert (outcome.done, outcome.left_out) == ([tasks[0], tasks[2]], [tasks[1]])
    assert not tasks[1].events.filter(action="accept").exists()


def test_nothing_left_is_told(cast: SimpleNamespace, tasks: list[Task]) -> None:
    with pytest.raises(Stale):
        bulk.accept(versions={tasks[0].pk: tasks[0].version + 5}, by=cast.anna, channel="page")


@pytest.mark.parametrize(("person", "refusal"), [("elena", Forbidden), ("olga", Absent), ("stranger", Absent)])
def test_others_accept_nothing(cast: SimpleNamespace, tasks: list[Task], person: str, refusal: type) -> None:
    with pytest.raises(refusal):
        bulk.accept(versions=versions(tasks[0]), by=getattr(cast, person), channel="page")
    tasks[0].refresh_from_db()
    assert tasks[0].status == "submitted"


def test_one_strange_task_stops_all(cast: SimpleNamespace, document: SimpleNamespace, tasks: list[Task]) -> None:
    strange = put(document.task(cast.school1, document.d41), Status.SUBMITTED, sent_by=cast.yulia)
    with pytest.raises(Absent):
        bulk.accept(versions=versions(*tasks, strange), by=cast.anna, channel="page")
    assert Task.objects.filter(status="accepted").count() == 0


@pytest.mark.parametrize("number", [0, 101])
def test_none_or_too_many_are_refused(cast: SimpleNamespace, number: int) -> None:
    with pytest.raises(Invalid):
        bulk.accept(versions=dict.fromkeys(range(1, number + 1), 1), by=cast.anna, channel="page")


def test_three_cost_no_more_queries_than_one(cast: SimpleNamespace, tasks: list[Task]) -> None:
    with CaptureQueriesContext(connection) as one:
        bulk.accept(versions=versions(tasks[0]), by=cast.anna, channel="page")
    with CaptureQueriesContext(connection) as two:
        bulk.accept(versions=versions(*tasks[1:]), by=cast.anna, channel="page")
    assert len(two) == len(one)
