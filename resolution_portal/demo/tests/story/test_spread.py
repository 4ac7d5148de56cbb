"""The story as people see it: how much, where, on any day, and always the same."""

from collections import Counter
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import transaction

from organizations.models import User
from organizations.permissions import reach_of
from reports.models import Evidence, ProgressReport, Receipt, StoredFile
from resolution_portal.clock import moscow
from resolution_portal.demo.content.municipalities import LAGGING, municipalities
from resolution_portal.demo.seeding import seed_demo
from resolution_portal.workdays.days import add_working_days, is_working_day, working_days_between
from tasks.models import Event, Status, Task
from tasks.permissions import to_review

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 15)


def seed(**options):
    return seed_demo(**{"schools": 28, "password": "x", "today": TODAY, "seed": 1} | options)


def overdue_share(today, **where):
    tasks = Task.objects.filter(first_due_on__lt=today, **where)
    return tasks.overdue(today).count() / tasks.count()


@pytest.mark.slow
def test_the_whole_region_looks_as_on_the_pictures():
    answer = seed(schools=370)
    assert (answer["organizations"], answer["tasks"]) == (399, 2332)
    expected = {"new": 670, "in_progress": 550, "submitted": 165, "returned": 24, "accepted": 920, "withdrawn": 4}
    for status, count in expected.items():
        assert abs(answer["by_status"][status] - count) <= 12, status
    assert Task.objects.filter(directive__number="4.1").count() == 370
    lagging = [place.name for place in municipalities() if place.slug in LAGGING]
    assert 0.3 < overdue_share(TODAY, level_1__short_name__in=lagging) < 0.4
    assert 0.04 < overdue_share(TODAY) < 0.09
    fine = [place for place in municipalities() if overdue_share(TODAY, level_1__short_name=place.name) <= 0.03]
    assert len(fine) >= 15
    reported = Task.objects.filter(events__action="report").distinct()
    assert 0.1 < reported.filter(events__action="return").distinct().count() / reported.count() < 0.17
    due_on = date(2022, 9, 30)
    first = Counter(moscow(e.at).date() for e in Event.objects.filter(action="report", task__first_due_on=due_on))
    assert first[due_on] + first[date(2022, 9, 29)] > 0.4 * sum(first.values())
    assert 10 <= Task.objects.filter(status="accepted", on_time=False).count() <= 30
    assert queue("municipality@portal.example") in range(10, 16)
    assert queue("coordinator@portal.example") in range(5, 9)


@pytest.mark.parametrize(
    "today",
    ["2023-01-01", "2022-12-18", "2025-07-15", "2026-05-11", "2024-02-29"],
    ids=["new year", "sunday", "summer", "may", "leap day"],
)
def test_any_day_has_its_story(today):
    day = date.fromisoformat(today)
    answer = seed(today=day)
    assert all(answer["by_status"][status] > 0 for status in Status.values if status != "withdrawn")
    assert add_working_days(day, 6) == Task.objects.filter(directive__number="4.3")[0].first_due_on
    for directive in ("4.1", "2.1"):
        assert Task.objects.filter(directive__number=directive, first_due_on__lt=day).exists()
    days = {moscow(at).date() for at in Event.objects.values_list("at", flat=True)}
    assert max(days) < day and all(is_working_day(each) for each in days)
    assert working_days_between(max(days), day - timedelta(days=1)) == 0
    assert min(days) > day - timedelta(days=110)


def test_the_same_seed_and_day_give_the_same_data():
    assert digest_of(seed=5) == digest_of(seed=5)
    assert digest_of(seed=5) != digest_of(seed=6)


def digest_of(**options):
    """Everything that was written, by natural keys: numbers of rows go on counting after a rollback."""
    with transaction.atomic():
        seed(**options)
        where = ("organization__name", "directive__number")
        below = [f"task__{name}" for name in where]
        rows = [
            *User.objects.values_list("email", "last_name", "first_name", "patronymic", "position", "phone"),
            *Task.objects.values_list(*where, "status", "version", "due_on", "on_time", "responsible__email"),
            *Event.objects.values_list(*below, "action", "at", "by__email", "acting_for__name", "comment"),
            *ProgressReport.objects.values_list(*below, "number", "state", "text", "degree", "proposal", "edited_at"),
            *Receipt.objects.values_list("number", "organization__name", "sent_at"),
            *StoredFile.objects.values_list("organization__name", "name", "blob", "sha256", "created_at"),
            *Evidence.objects.values_list("report__task__organization__name", "url", "document_number", "file__name"),
        ]
        transaction.set_rollback(True)
    return sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()


def queue(email):
    return Task.objects.filter(to_review(reach_of(User.objects.get(email=email)))).count()
