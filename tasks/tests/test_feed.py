"""The calendar of a person: what they execute and still owe, a whole day each."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from organizations.services import people
from tasks.feed import calendar_of
from tasks.models import Status, Task
from tasks.tests.states import put


def events(user: object) -> list[tuple[str, date, str]]:
    found = Calendar.from_ical(calendar_of(user)).walk("VEVENT")  # type: ignore[arg-type]
    assert all(not event.walk("VALARM") for event in found)
    return [(str(event["uid"]).partition("@")[0], event["dtstart"].dt, str(event["summary"])) for event in found]


def test_what_is_owed_on_its_date(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    first, second = (document.task(cast.school5, one) for one in (document.d41, document.d42))
    assert events(cast.elena) == [
        (f"task-{first.pk}", first.due_on, "Отчёт: пункт 4.1. Пункт 4.1 коротко"),
        (f"task-{second.pk}", second.due_on, "Отчёт: пункт 4.2. Пункт 4.2 коротко"),
    ]
    put(first, Status.SUBMITTED, sent_by=cast.elena)
    assert [uid for uid, *_rest in events(cast.elena)] == [f"task-{second.pk}"]


def test_a_moved_date_is_the_same_event(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    task = document.task(cast.school5, document.d41)
    put(task, Status.RETURNED, sent_by=cast.elena, due_on=date(2031, 5, 26))
    assert (f"task-{task.pk}", date(2031, 5, 26), "Отчёт: пункт 4.1. Пункт 4.1 коротко") in events(cast.elena)


@pytest.mark.parametrize(("who", "number"), [("anna", 1), ("irina", 0), ("pavel", 0), ("boris", 0), ("sofia", 1)])
def test_only_what_the_person_executes(cast: SimpleNamespace, document: SimpleNamespace, who: str, number: int) -> None:
    assert len(events(getattr(cast, who))) == number


def test_it_ends_with_the_role(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    people.end(membership=cast.elena.memberships.get())
    assert events(cast.elena) == []


def test_the_text_is_a_calendar_to_strangers_programs(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    text = calendar_of(cast.elena)
    assert text.startswith(b"BEGIN:VCALENDAR\r\n") and text.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    task = document.task(cast.school5, document.d41)
    whole = f"DTSTART;VALUE=DATE:{task.due_on:%Y%m%d}\r\nDTEND;VALUE=DATE:{task.due_on + timedelta(days=1):%Y%m%d}"
    assert whole.encode() in text


def test_more_items_cost_no_more_queries(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    Task.objects.filter(organization=cast.school5, directive=document.d42).update(status="withdrawn")
    with CaptureQueriesContext(connection) as one:
        assert len(events(cast.elena)) == 1
    Task.objects.filter(organization=cast.school5).update(status="new")
    with CaptureQueriesContext(connection) as two:
        assert len(events(cast.elena)) == 2
    assert len(one) == len(two)
