"""The reminders of one item on its page: what was sent and to whom, what comes next, and why (not)."""

from __future__ import annotations

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest

from organizations.models import Membership
from resolution_portal import clock
from resolution_portal.notices.models import Letter
from tasks.models import ReminderHold, Resolution, Rule, Status, Task
from tasks.reminding.outlook import Outlook, outlook
from tasks.services import reminders
from tasks.tests.cast import build_draft, published
from tasks.tests.states import put

DUE = date(2026, 12, 11)  # a Friday
ALL = Rule.values


@pytest.fixture
def item(cast: SimpleNamespace) -> Task:
    """School 5's first item, alone on control and due on a Friday in December."""
    made = published(build_draft(cast.region, due_on=DUE))
    long_ago = datetime(2026, 10, 1, 9, tzinfo=clock.MOSCOW)
    Task.objects.update(created_at=long_ago, changed_at=long_ago, status=Status.WITHDRAWN)
    Letter.objects.all().delete()
    task: Task = made.task(cast.school5, made.d41)
    Task.objects.filter(pk=task.pk).update(status=Status.NEW)
    task.refresh_from_db()
    return task


def run(day: date) -> None:
    reminders.send(today=day, now=datetime.combine(day, time(8), tzinfo=clock.MOSCOW), channel="job")


def coming(task: Task, day: date) -> list[tuple[str, str, int, list[str]]]:
    task.refresh_from_db()
    found = outlook(task, day=day, rules=ALL).coming
    return [(f"{one.day:%d.%m}", one.rule, one.number, one.names) for one in found]


def reasons(found: Outlook) -> list[list[str]]:
    return [[str(reason.why) for reason in one.reasons] for one in found.coming]


def test_what_comes_next_is_what_the_run_then_sends(cast: SimpleNamespace, item: Task) -> None:
    assert coming(item, date(2026, 12, 2)) == [
        ("02.12", "before", 7, ["Иванова Е. В.", "Зайцева М. И."]),
        ("16.12", "explanation", 3, ["Иванова Е. В.", "Зайцева М. И."]),
        ("16.12", "controller", 3, ["Петрова А. С."]),
        ("25.12", "coordinator", 10, ["Ковалева И. В.", "Соколова Г. П."]),
    ]
    run(date(2026, 12, 2))
    assert coming(item, date(2026, 12, 3))[0][:3] == ("09.12", "before", 2)


def test_a_day_off_moves_a_step_and_the_page_says_so(item: Task) -> None:
    Task.objects.update(due_on=date(2026, 12, 12))  # a Saturday: reminders of that very day go on Monday
    for day in (3, 10):
        run(date(2026, 12, day))
    item.refresh_from_db()
    found = outlook(item, day=date(2026, 12, 11), rules=ALL)
    assert (found.coming[0].day, found.coming[0].rule, found.coming[0].number) == (date(2026, 12, 14), "after", 1)
    Task.objects.update(due_on=date(2026, 12, 11))
    run(date(2026, 12, 11))
    item.refresh_from_db()
    after = outlook(item, day=date(2026, 12, 14), rules=ALL)
    first = after.coming[0]
    assert (first.day, [reason.words for reason in first.reasons]) == (
        date(2026, 12, 14),
        ["12\u00a0декабря\u00a0(сб) – нерабочий день"],
    )


def test_holidays_move_a_step(item: Task) -> None:
    Task.objects.update(due_on=date(2026, 10, 27))  # the autumn holidays are 28.10–05.11
    run(date(2026, 10, 27))
    item.refresh_from_db()
    found = outlook(item, day=date(2026, 10, 28), rules=["after"])
    assert [(one.day, one.number) for one in found.coming] == [(date(2026, 11, 6), 7)]
    assert reasons(found) == [["quiet"]]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.SUBMITTED, "Напоминаний не будет: отчёт на проверке. После возврата они пойдут на новый срок."),
        (Status.ACCEPTED, "Напоминаний не будет: пункт исполнен."),
        (Status.WITHDRAWN, "Напоминаний не будет: пункт снят."),
    ],
)
def test_why_nothing_comes(cast: SimpleNamespace, item: Task, status: str, words: str) -> None:
    put(item, status, sent_by=cast.elena)
    found = outlook(item, day=date(2026, 12, 2), rules=ALL)
    assert (found.coming, found.silence and found.silence.words) == ([], words)


def test_an_archived_document_and_rules_that_are_over(item: Task) -> None:
    assert outlook(item, day=date(2026, 12, 2), rules=[]).silence.why == "no_more"  # type: ignore[union-attr]
    Resolution.objects.update(status=Resolution.State.ARCHIVED)
    item = Task.objects.get(pk=item.pk)
    assert outlook(item, day=date(2026, 12, 2), rules=ALL).silence.why == "archived"  # type: ignore[union-attr]


def test_nobody_to_remind(cast: SimpleNamespace, item: Task) -> None:
    Membership.objects.filter(organization=cast.school5).update(until=date(2026, 12, 1))
    found = outlook(item, day=date(2026, 12, 2), rules=["before"])
    assert reasons(found) == [["nobody"]]
    assert found.coming[0].names == ["Петрова А. С."], "the alarm goes to the controller"


def test_what_was_sent_shows_each_letter_and_why_it_was_late(cast: SimpleNamespace, item: Task) -> None:
    cast.maria.settings = {"mail": "important"}
    cast.maria.save()
    ReminderHold.objects.create(
        resolution=item.resolution, day=date(2026, 12, 2), words="Ждём письмо", by=cast.irina, organization=cast.school5
    )
    held = outlook(item, day=date(2026, 12, 2), rules=["before"])
    assert [(one.day, one.number) for one in held.coming] == [(date(2026, 12, 3), 7)]
    assert reasons(held) == [["held"]]
    run(date(2026, 12, 2))
    run(date(2026, 12, 3))
    Letter.objects.update(state=Letter.State.FAILED)
    (told,) = outlook(item, day=date(2026, 12, 4), rules=ALL).told
    assert told.is_sent
    assert told.copies == ("Иванова Е. В. – письмо не доставлено", "Зайцева М. И. – только в уведомлениях")
    assert told.reason is not None
    said = told.reason.words.replace("\u00a0", " ")
    assert said == "2 декабря 2026 г. придержано координатором (Ковалева И. В.): Ждём письмо"
    run(date(2026, 12, 22))  # after three weeks without a run
    states = [(one.claim.rule, one.claim.step, one.is_sent) for one in outlook(item, day=DUE, rules=["before"]).told]
    assert states == [("before", 0, False), ("before", 2, False), ("before", 7, True)]
