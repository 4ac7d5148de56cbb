"""Mass actions: the preview's numbers come true; what changed between is refused by name; killed, they go on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from organizations.models import Membership, User
from organizations.permissions import reach_of
from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.background.running import run_now
from resolution_portal.problems import Impossible, Invalid
from tasks.bulk_actions import ACTIONS, BulkAction, offered, register
from tasks.models import BulkAct, BulkRow, Event, Status, Task
from tasks.services import bulk_acts, lifecycle
from tasks.tests.states import put


@pytest.fixture
def sent(cast: SimpleNamespace, document: SimpleNamespace) -> list[Task]:
    """Three reports under review in Vyazma; its two items of the municipal body and of Korzovo are new."""
    return [
        put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.elena),
        put(document.task(cast.school5, document.d42), Status.SUBMITTED, sent_by=cast.elena),
        put(document.task(cast.korzovo, document.d41), Status.SUBMITTED, sent_by=cast.tatyana),
    ]


def frozen(name: str, by: User) -> BulkAct:
    """Everything the person sees, frozen for the action."""
    return bulk_acts.freeze(action=ACTIONS[name], tasks=Task.objects.visible_to(by), by=by)


def confirmed(act: BulkAct, **parameters: Any) -> Job:
    return run_now(bulk_acts.confirm(act=act, parameters=parameters))


def states(act: BulkAct) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in act.rows.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def test_the_preview_comes_true(cast: SimpleNamespace, sent: list[Task]) -> None:
    act = frozen("accept", cast.anna)
    assert states(act) == {"waiting": 3, "refused": 2}
    assert bulk_acts.reasons(act) == [
        ("«Принять отчёт» сейчас нельзя: статус пункта — «Не начато».", 1),
        ("Действие «Принять отчёт» здесь вам недоступно.", 1),
    ]
    assert Event.objects.filter(action="accept").count() == 0
    job = confirmed(act)
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert job.result == {"done": 3, "refused": 2, "url": f"/tasks/bulk/{act.pk}/"}
    assert job.result_file == f"/tasks/bulk/{act.pk}/refused.csv"
    events = Event.objects.filter(action="accept")
    assert {(event.by, event.acting_for, event.channel) for event in events} == {(cast.anna, cast.vyazma, "job")}
    assert {event.task_id for event in events} == {task.pk for task in sent}


def test_what_changed_meanwhile_is_refused_by_name(cast: SimpleNamespace, sent: list[Task]) -> None:
    act = frozen("accept", cast.anna)
    job = bulk_acts.confirm(act=act, parameters={})
    lifecycle.recall(task=sent[0], by=cast.elena, channel="page")
    sent[1].refresh_from_db()
    lifecycle.return_(task=sent[1], by=cast.irina, channel="page", comment="Нет приказа")
    lifecycle.report(task=sent[1], by=cast.elena, channel="page", number=2, written_by=cast.elena)
    assert run_now(job).result == {"done": 1, "refused": 4, "url": f"/tasks/bulk/{act.pk}/"}
    for task in sent[:2]:
        assert "изменился" in act.rows.get(task=task).reason
        task.refresh_from_db()
    assert [task.status for task in sent[:2]] == ["in_progress", "submitted"]


def test_a_right_that_ended_meanwhile_refuses_all(cast: SimpleNamespace, sent: list[Task]) -> None:
    act = frozen("accept", cast.anna)
    job = bulk_acts.confirm(act=act, parameters={})
    Membership.objects.filter(user=cast.anna, role="controller").update(until=clock.today())
    assert (run_now(job).result or {})["done"] == 0
    assert states(act) == {"refused": 5}


def test_killed_it_goes_on_and_does_nothing_twice(
    cast: SimpleNamespace, sent: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    act = frozen("comment", cast.anna)  # a comment leaves the version: only the row knows that it was written
    job = bulk_acts.confirm(act=act, parameters={"comment": "Напоминаем о сроке"})
    written = lifecycle.act
    calls = iter(range(100))

    def dies(*args: Any, **ask: Any) -> Event:
        event = written(*args, **ask)
        if next(calls) == 2:
            raise MemoryError
        return event

    monkeypatch.setattr(lifecycle, "act", dies)
    with pytest.raises(MemoryError):
        run_now(job)
    assert states(act) == {"done": 2, "waiting": 3}
    done = run_now(job)
    assert (done.done, done.total, done.result_file) == (5, 5, "")
    assert Event.objects.filter(action="comment", comment="Напоминаем о сроке").count() == 5
    assert Event.objects.filter(action="comment").values("task").distinct().count() == 5


def test_confirmed_twice_is_one_job_with_the_first_words(cast: SimpleNamespace, sent: list[Task]) -> None:
    act = frozen("withdraw", cast.irina)
    first = bulk_acts.confirm(act=act, parameters={"comment": "Утратило актуальность"})
    stale = BulkAct.objects.get(pk=act.pk)
    stale.job = None  # as a second process read it a moment before
    assert bulk_acts.confirm(act=stale, parameters={"comment": "Другое"}) == first
    run_now(first)
    assert set(Event.objects.filter(action="withdraw").values_list("comment", flat=True)) == {"Утратило актуальность"}


def test_after_a_failed_job_a_new_one_does_the_rest(cast: SimpleNamespace, sent: list[Task]) -> None:
    act = frozen("withdraw", cast.irina)
    failed = bulk_acts.confirm(act=act, parameters={"comment": "Отменено"})
    Job.objects.filter(pk=failed.pk).update(state="failed", finished_at=clock.now())
    act = BulkAct.objects.get(pk=act.pk)
    second = bulk_acts.confirm(act=act, parameters={})
    assert second != failed
    assert (run_now(second).result or {})["done"] == 12
    assert set(Event.objects.filter(action="withdraw").values_list("comment", flat=True)) == {"Отменено"}


def test_withdrawn_are_restored_to_what_they_were(cast: SimpleNamespace, sent: list[Task]) -> None:
    confirmed(frozen("withdraw", cast.irina), comment="Отменено")
    assert set(Task.objects.values_list("status", flat=True)) == {"withdrawn"}
    confirmed(frozen("restore", cast.irina))
    assert sorted(Task.objects.values_list("status", flat=True)) == ["new"] * 9 + ["submitted"] * 3


def test_nothing_and_too_much_are_refused(
    cast: SimpleNamespace, sent: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid, match="хотя бы один"):
        bulk_acts.freeze(action=ACTIONS["accept"], tasks=Task.objects.none(), by=cast.anna)
    monkeypatch.setattr(bulk_acts, "MOST", 4)
    with pytest.raises(Invalid, match="не больше 4"):
        frozen("accept", cast.anna)
    monkeypatch.setattr(bulk_acts, "MOST", 5)
    nothing = frozen("restore", cast.anna)
    with pytest.raises(Impossible, match="нечего"):
        bulk_acts.confirm(act=nothing, parameters={})


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("elena", ["start", "comment"]),
        ("anna", ["accept", "start", "comment", "restore", "withdraw"]),
        ("irina", ["accept", "comment", "restore", "withdraw"]),
        ("pavel", []),
    ],
)
def test_everybody_is_offered_what_their_roles_can(cast: SimpleNamespace, who: str, expected: list[str]) -> None:
    assert [action.name for action in offered(reach_of(getattr(cast, who)))] == expected


def test_another_app_may_add_an_action(
    cast: SimpleNamespace, sent: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.bulk_actions.ACTIONS", dict(ACTIONS))
    reminded: list[int] = []

    def remind(task: Task, /, *, by: User, **_more: Any) -> None:
        reminded.append(task.pk)

    action = BulkAction("remind", "Напомнить", frozenset({"controller"}), check=lambda task, by: None, do=remind)
    register(action)
    act = bulk_acts.freeze(action=action, tasks=Task.objects.visible_to(cast.anna), by=cast.anna)
    monkeypatch.setitem(ACTIONS, "remind", action)
    confirmed(act)
    assert len(reminded) == 5
    assert act.rows.filter(state=BulkRow.State.DONE).count() == 5


def test_previews_of_days_ago_are_forgotten(cast: SimpleNamespace, sent: list[Task]) -> None:
    old, kept = frozen("accept", cast.anna), frozen("accept", cast.anna)
    done = frozen("comment", cast.anna)
    confirmed(done, comment="Слова")
    BulkAct.objects.filter(pk__in=[old.pk, done.pk]).update(created_at=clock.now() - 2 * bulk_acts._SHOWN_FOR)
    new = frozen("accept", cast.anna)
    assert set(BulkAct.objects.values_list("pk", flat=True)) == {kept.pk, done.pk, new.pk}
