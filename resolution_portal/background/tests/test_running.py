import datetime as dt
from typing import Any

import pytest

from resolution_portal import clock
from resolution_portal.background import claims, registry
from resolution_portal.background.models import Job
from resolution_portal.background.queue import enqueue
from resolution_portal.background.running import give_up, run, run_now
from resolution_portal.once.tests.racing import race
from resolution_portal.problems import Impossible, Invalid
from resolution_portal.workdays.models import DayOverride

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Registers a function for jobs of the kind «count», for one test."""

    def register(function: Any) -> None:
        monkeypatch.setitem(registry._runners, "count", function)

    return register


def count_to_three(job: Job, /, *, now: dt.datetime, progress: Any) -> dict[str, Any]:
    for number in range(1, 4):
        progress(number, 3, f"Пункт {number}")
    return {"counted": 3, "by": job.arguments["by"], "url": "/tasks/"}


def new_job(**fields: Any) -> Job:
    return enqueue(kind="count", arguments={"by": 1}, **fields)


def again(job: Job) -> Any:
    return Job.objects.get(pk=job.pk)


def abandon(job: Job) -> None:
    """As a killed worker leaves it, later."""
    Job.objects.filter(pk=job.pk).update(state="running", lease_until=clock.now() - MINUTE)


def test_a_job_is_done_once(runner):
    runner(count_to_three)
    job = new_job()
    assert [run(job.pk, now=clock.now()) for _number in range(2)] == [True, False]
    done = again(job)
    assert (done.state, done.done, done.total, done.message) == ("done", 3, 3, "Пункт 3")
    assert done.result == {"counted": 3, "by": 1, "url": "/tasks/"}
    assert (done.attempts, done.lease_until) == (1, None)
    assert done.finished_at is not None


def test_a_result_may_name_its_file(runner):
    runner(lambda job, *, now, progress: {"rows": 2, "file": "exports/1.xlsx"})
    done = run_now(new_job())
    assert (done.result, done.result_file) == ({"rows": 2}, "exports/1.xlsx")


@pytest.mark.django_db(transaction=True)
def test_racing_workers_do_it_once(runner):
    def leave_a_mark(job: Job, /, *, now: dt.datetime, progress: Any) -> dict[str, Any]:
        DayOverride.objects.create(date=dt.date(2022, 12, 23), is_working=True)
        return {}

    runner(leave_a_mark)
    job = new_job()
    assert sorted(race(lambda: run(job.pk, now=clock.now()), racers=6)) == [False] * 5 + [True]
    assert again(job).state == "done"


def test_a_refusal_ends_the_job_with_its_words(runner):
    def refuse(job: Job, /, *, now: dt.datetime, progress: Any) -> dict[str, Any]:
        raise Invalid("Пункт 1.2: укажите срок.")

    runner(refuse)
    job = new_job()
    run(job.pk, now=clock.now())
    assert (again(job).state, again(job).error) == ("failed", "Пункт 1.2: укажите срок.")
    with pytest.raises(Invalid):
        run_now(new_job())


def test_an_error_is_tried_again_later_and_fails_at_last(runner, caplog):
    def break_(job: Job, /, *, now: dt.datetime, progress: Any) -> dict[str, Any]:
        raise ConnectionError("database restarts")

    runner(break_)
    job = new_job()
    run(job.pk, now=clock.now())
    waiting = again(job)
    assert (waiting.state, waiting.attempts) == ("queued", 1)
    assert waiting.error.startswith("Произошла ошибка. Следующая попытка – в ")
    assert not run(job.pk, now=clock.now())
    for _number in range(4):
        assert run(job.pk, now=again(job).run_after)
    assert (again(job).state, again(job).attempts) == ("failed", 5)
    assert "Сообщите администратору" in again(job).error
    assert "database restarts" in caplog.text


def test_a_killed_workers_job_is_taken_over_when_its_lease_ran_out(runner):
    runner(count_to_three)
    job = new_job()
    claims.claim(job.pk, now=clock.now())
    assert not run(job.pk, now=clock.now())
    assert run(job.pk, now=clock.now() + claims.LEASE + MINUTE)
    assert (again(job).state, again(job).attempts) == ("done", 2)


def test_progress_renews_the_lease(runner):
    def look(job: Job, /, *, now: dt.datetime, progress: Any) -> dict[str, Any]:
        Job.objects.filter(pk=job.pk).update(lease_until=clock.now() - MINUTE)
        progress(1, 3, "Пункт 1")
        now_held = again(job)
        return {"held": now_held.lease_until > clock.now(), "state": [now_held.done, now_held.total, now_held.message]}

    runner(look)
    assert run_now(new_job()).result == {"held": True, "state": [1, 3, "Пункт 1"]}


def test_a_worker_that_lost_its_job_stops_and_spoils_nothing(runner):
    steps: list[int] = []

    def slow(job: Job, /, *, now: dt.datetime, progress: Any) -> dict[str, Any]:
        abandon(job)
        runner(count_to_three)
        run(job.pk, now=clock.now())
        progress(3, 3, "поздно")
        steps.append(1)
        return {"counted": 0}

    runner(slow)
    job = new_job()
    run(job.pk, now=clock.now())
    assert steps == []
    assert (again(job).state, again(job).result["counted"], again(job).message) == ("done", 3, "Пункт 3")


def test_a_job_that_kills_its_worker_each_time_is_given_up(runner):
    job, fresh = new_job(), new_job()
    Job.objects.filter(pk=job.pk).update(attempts=claims.MAX_ATTEMPTS)
    abandon(job)
    assert give_up(clock.now()) == 1
    assert (again(job).state, again(fresh).state) == ("failed", "queued")
    assert "остановлена" in again(job).error


def test_a_command_does_not_wait_for_a_second_try(runner):
    runner(count_to_three)
    job = new_job()
    Job.objects.filter(pk=job.pk).update(run_after=clock.now() + MINUTE)
    assert run_now(job).state == "done"
    assert run_now(job).attempts == 1


def test_a_command_leaves_a_job_that_somebody_is_at():
    job = new_job()
    claims.claim(job.pk, now=clock.now())
    with pytest.raises(Impossible, match="уже выполняется"):
        run_now(job)


def test_a_command_shows_an_error_and_leaves_the_job_to_be_tried_again(runner):
    def break_(job: Job, /, *, now: dt.datetime, progress: Any) -> dict[str, Any]:
        raise ZeroDivisionError

    runner(break_)
    job = new_job()
    with pytest.raises(ZeroDivisionError):
        run_now(job)
    assert again(job).state == "queued"
