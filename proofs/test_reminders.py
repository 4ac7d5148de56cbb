"""Reminders over a year and over hundreds of random stories: each step once, none missed, none after sending."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from organizations.models import Membership, User
from proofs.conftest import SCALE
from resolution_portal import clock
from resolution_portal.notices.models import Letter, Notice
from resolution_portal.workdays.days import add_working_days, is_working_day
from tasks.models import QuietRange, ReminderClaim, ReminderCopy, Status, Task
from tasks.services import lifecycle, reminders
from tasks.tests.cast import build_draft, published
from tasks.tests.reminding.story import STORIES, begin

DAY = timedelta(days=1)
FIRST = date(2022, 12, 15)
STREAMS = (("before", "after"), ("explanation",), ("controller",), ("coordinator",))
#: What the issue says, by whether the organization is a school.
DAYS = {
    True: {"before": [7, 2, 0], "after": [1], "explanation": [3], "controller": [3], "coordinator": [10]},
    False: {"before": [14, 7, 3, 1, 0], "after": [1, 3], "explanation": [3], "controller": [3], "coordinator": [10]},
}
#: Of forty schools: steps sent, steps skipped, letters. Whoever changes a rule sees them change.
COUNTS = (1045, 218, 901)


@settings(
    max_examples=20 if SCALE == "short" else 300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=STORIES)
def test_stories(cast: SimpleNamespace, item: Task, acts: list[tuple[str, Any]]) -> None:
    with transaction.atomic():
        begin(cast, Task.objects.get(pk=item.pk)).tell(acts)
        transaction.set_rollback(True)


@pytest.fixture
def item(cast: SimpleNamespace) -> Task:
    QuietRange.objects.all().delete()
    document = published(build_draft(cast.region, due_on=date(2026, 12, 11)))
    task: Task = document.task(cast.school5, document.d41)
    return task


@pytest.fixture(scope="module")
def region(short: bool, django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """The demo on 15 December 2022: all 370 schools, or forty; taken back afterwards."""
    printed = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        options = {"schools": 40} if short else {}
        call_command("seed_demo", "--json", today=FIRST, stdout=printed, stderr=StringIO(), **options)
        Letter.objects.all().delete()
        yield SimpleNamespace(**json.loads(printed.getvalue()))
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_year_day_by_day(region: SimpleNamespace, record_property: Any) -> None:
    """People send, executors are late, reviewers return; every claim of the year is the one worked out by hand."""
    year = Year()
    for number in range(365):
        year.live(FIRST + number * DAY)
    sent = ReminderClaim.objects.filter(state="sent").values_list("task_id", "due_on", "rule", "step", "day")
    assert Counter(sent) == Counter(year.expected)
    digests = Letter.objects.filter(once_key__startswith="digest:")
    letters = digests.filter(type__in=["reminder", "overdue"])
    assert set(letters.values_list("recipient_id", "created_at")) == year.told
    lines = Notice.objects.filter(letter__in=digests).exclude(type__in=["reminder", "overdue"])
    alone = ReminderCopy.objects.filter(letter__isnull=False).count() + lines.count()
    people = User.objects.filter(pk__in=digests.values("recipient")).count()
    skipped = ReminderClaim.objects.filter(state="skipped").count()
    record_property(
        "figure",
        f"{len(year.expected):,} steps sent, {skipped:,} skipped, {people} people; letters a person a month:"
        f" {alone / people / 12:.2f} if each step and each news had its own, {digests.count() / people / 12:.2f} with"
        f" digests; the most reminders in one month {year.most()}",
    )
    if SCALE == "short":
        assert (len(year.expected), skipped, letters.count()) == COUNTS


class Year:
    """What people do, and which reminders that asks for: worked out day by day, without the portal's planner."""

    def __init__(self) -> None:
        tasks = Task.objects.select_related("organization__kind", "directive").order_by(
            "organization__path", "directive__section__position", "directive__position", "first_due_on"
        )
        self.tasks = {task.pk: task for task in tasks}
        # What becomes of a task hangs on its place, as keys depend on what the database has seen before.
        self.place = {pk: place for place, pk in enumerate(self.tasks, start=1)}
        self.school = {t.pk: t.organization.kind.name.startswith("Общеобразовательные") for t in tasks}
        self.force = {t.pk: self._force(t) for t in tasks}
        self.plans: dict[date, list[tuple[int, str]]] = defaultdict(list)
        self.last: dict[tuple[int, date, int], date] = {}
        self.expected: list[tuple[int, date, str, int, date]] = []
        self.told: set[tuple[int, datetime]] = set()
        self.days: dict[tuple[Any, ...], date] = {}
        self.staff: dict[tuple[int, str], set[int]] = defaultdict(set)
        for user, where, role in Membership.objects.live(FIRST).values_list("user", "organization", "role"):
            self.staff[where, role].add(user)
        for task in self.tasks.values():
            self._intend(task, FIRST)

    def live(self, today: date) -> None:
        """Eight in the morning, then what people do in the afternoon."""
        now = datetime.combine(today, time(8), tzinfo=clock.MOSCOW)
        if is_working_day(today):
            for pk, task in self.tasks.items():
                if task.status in Status.owed():
                    self._expect(pk, task, today, now)
        reminders.send(today=today, now=now, channel="job")
        for pk, action in self.plans.pop(today, []):
            self._act(self.tasks[pk], action, today)

    def most(self) -> int:
        """The most letters that one person got in one month."""
        return max(Counter((user, at.year, at.month) for user, at in self.told).values())

    def _expect(self, pk: int, task: Task, today: date, now: datetime) -> None:
        for number, stream in enumerate(STREAMS):
            named = [(self._named(task.due_on, r, n), r, n) for r in stream for n in self._steps(pk, r, task, today)]
            said = [step for step in named if self._sent_on(step[0], pk, step[1]) <= today]
            if not said:
                continue
            at, rule, step = max(said)
            early = rule == "before" and self._sent_on(at, pk, rule) < self.force[pk]
            if early or at <= self.last.get((pk, task.due_on, number), date.min):
                continue
            self.last[pk, task.due_on, number] = at
            self.expected.append((pk, task.due_on, rule, step, today))
            self.told |= {(user, now) for user in self._people(task, rule)}

    def _people(self, task: Task, rule: str) -> set[int]:
        if rule == "coordinator":
            return self.staff[task.level_0_id or 0, "coordinator"]
        if rule == "controller":
            where = task.organization.controlled_from_id or task.organization_id
            return self.staff[where, "controller"] | self.staff[where, "coordinator"]
        return {task.responsible_id} if task.responsible_id else self.staff[task.organization_id, "executor"]

    def _steps(self, pk: int, rule: str, task: Task, today: date) -> list[int]:
        days = DAYS[self.school[pk]][rule]
        return [*days, *range(7, (today - task.due_on).days + 1, 7)] if rule == "after" else days

    def _named(self, due_on: date, rule: str, number: int) -> date:
        key = (due_on, rule, number)
        if key not in self.days:
            day, step = due_on, -DAY if rule == "before" else DAY
            while number:
                day += step
                number -= rule == "after" or is_working_day(day)
            self.days[key] = day
        return self.days[key]

    def _sent_on(self, day: date, pk: int, rule: str) -> date:
        rests = self.school[pk] and rule in ("before", "after", "explanation")
        key = (day, rests)
        if key not in self.days:
            first = day
            while not is_working_day(day) or (rests and _holidays(day)):
                day += DAY
            self.days[first, rests] = day
        return self.days[key]

    def _intend(self, task: Task, today: date) -> None:
        """When this one will be sent: most in time, some late, a few never."""
        fate = self.place[task.pk] * 7919 % 100
        if task.status == Status.SUBMITTED:
            self.plans[add_working_days(today, 1)].append((task.pk, "accept"))
        elif task.status in Status.owed() and fate < 96:
            wait = -(fate % 5) if fate < 75 else fate % 9 + 1 if fate < 90 else 25
            self.plans[max(task.due_on + wait * DAY, today + DAY)].append((task.pk, "report"))

    def _act(self, task: Task, action: str, today: date) -> None:
        ask: Any = {"task": task, "by": None, "channel": "page", "comment": "Да"}
        ask["now"] = datetime.combine(today, time(15), tzinfo=clock.MOSCOW)
        if action == "report":
            lifecycle.report(number=task.report_number + 1, written_by=None, **ask)
            returns = task.report_number == 1 and self.place[task.pk] % 8 == 0
            self.plans[add_working_days(today, 1)].append((task.pk, "return" if returns else "accept"))
        else:
            lifecycle.act(action, **ask)
        if action == "return":
            self.force[task.pk] = self._force(task)
            self.plans[today + (self.place[task.pk] % 7 + 2) * DAY].append((task.pk, "report"))

    def _force(self, task: Task) -> date:
        returned = task.status == Status.RETURNED
        return clock.moscow(task.changed_at).date() + DAY if returned else clock.moscow(task.created_at).date()


def _holidays(day: date) -> bool:
    """Summer, autumn, winter and spring of the schools."""
    asked = (day.month, day.day)
    between = [((6, 15), (8, 25)), ((10, 28), (11, 5)), ((3, 24), (3, 31))]
    return asked >= (12, 30) or asked <= (1, 8) or any(first <= asked <= last for first, last in between)
