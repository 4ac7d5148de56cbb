"""Random stories of one item: days, runs, acts and rule changes, and what must hold after each run.

What is expected is worked out by walking day by day, on purpose not by the planner's own functions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from resolution_portal import clock
from resolution_portal.notices.models import Letter
from resolution_portal.workdays.days import is_working_day
from tasks.models import ReminderClaim, ReminderRule, Status, Task
from tasks.services import lifecycle, reminders

DAY = timedelta(days=1)
STREAMS = (("before", "after"), ("explanation",), ("controller",), ("coordinator",))

_numbers = st.lists(st.integers(1, 15), max_size=3, unique=True)
ACTS = st.one_of(
    st.tuples(st.just("days"), st.integers(1, 6)),
    st.tuples(st.just("runs"), st.integers(1, 8)),
    st.tuples(st.just("again"), st.none()),
    st.tuples(st.sampled_from(["report", "recall", "accept", "return", "reopen", "withdraw", "restore"]), st.none()),
    st.tuples(st.just("before"), st.lists(st.integers(0, 15), max_size=4, unique=True)),
    st.tuples(st.just("after"), st.tuples(_numbers, st.sampled_from([None, 2, 7]))),
    st.tuples(st.sampled_from(["explanation", "controller", "coordinator"]), _numbers),
)
STORIES = st.lists(ACTS, min_size=4, max_size=14)


@dataclass
class Story:
    """One item of a school due on Friday 11.12.2026; the story begins five weeks before."""

    cast: SimpleNamespace
    task: Task
    today: date = date(2026, 11, 6)
    began: date = date(2026, 11, 6)
    rules: dict[str, list[int]] = field(
        default_factory=lambda: {
            "before": [7, 2, 0],
            "after": [1],
            "explanation": [3],
            "controller": [3],
            "coordinator": [10],
        }
    )
    every: int | None = 7
    in_force: date = date(2026, 11, 6)

    def tell(self, acts: list[tuple[str, Any]]) -> None:
        """Live through the acts; those that the item's status forbids are left out."""
        for name, value in acts:
            if name == "days":
                self.today += value * DAY
            elif name == "runs":
                for _number in range(value):
                    self.today += DAY
                    self.run()
            elif name == "again":
                self.run()
            elif name in self.rules:
                self.change(name, value)
            else:
                self.act(name)

    def run(self) -> None:
        """One run, and what must hold after it."""
        before = set(ReminderClaim.objects.values_list("pk", flat=True))
        had_letter = self._letters()
        outcome = reminders.send(today=self.today, now=self._now(8), channel="job")
        new = list(ReminderClaim.objects.exclude(pk__in=before))
        self.task.refresh_from_db()
        owed = self.task.status in Status.owed()
        assert not new or (owed and is_working_day(self.today)), "nothing after sending, nothing on a day off"
        assert {claim.due_on for claim in new} <= {self.task.due_on}
        assert outcome.claimed == len([claim for claim in new if claim.state == "sent"])
        assert len(self._letters()) <= 1, "one letter a person a day"
        if owed and is_working_day(self.today) and not had_letter:
            for stream in STREAMS:
                self._none_missed(stream)

    def change(self, rule: str, value: Any) -> None:
        """Other days from now on."""
        self.rules[rule], every = value if rule == "after" else (value, None)
        if rule == "after":
            self.every = every
        rows = ReminderRule.objects.filter(kind=self.task.organization.kind, code=rule)
        rows.update(days=self.rules[rule], every=every)

    def act(self, action: str) -> None:
        """A deed in the afternoon, when the table allows it."""
        self.task.refresh_from_db()
        by = {"report": self.cast.elena, "recall": self.cast.elena}.get(action, self.cast.anna)
        ask: dict[str, Any] = {"task": self.task, "by": by, "channel": "page", "now": self._now(15), "comment": "Да"}
        allowed = {
            "report": ("new", "in_progress", "returned"),
            "recall": ("submitted",),
            "accept": ("submitted",),
            "return": ("submitted",),
            "reopen": ("accepted",),
            "withdraw": ("new", "in_progress", "submitted", "returned"),
            "restore": ("withdrawn",),
        }
        if self.task.status not in allowed[action]:
            return
        if action == "report":
            lifecycle.report(number=self.task.report_number + 1, written_by=by, **ask)
        else:
            lifecycle.act(action, **ask)
        if self.task.status == Status.RETURNED:
            self.in_force = self.today + DAY
        elif self.task.status in Status.owed():
            self.in_force = self.began

    def _none_missed(self, stream: tuple[str, ...]) -> None:
        """The latest step that could be said by today is claimed, or a later one of its stream is."""
        due_on = self.task.due_on
        steps = [(self._named(rule, n), rule, n) for rule in stream for n in self._steps(rule)]
        said = [step for step in steps if self._sent_on(step[0]) <= self.today]
        if not said:
            return
        latest = max(said)
        if latest[1] == "before" and self._sent_on(latest[0]) < self.in_force:
            return
        claims = ReminderClaim.objects.filter(task=self.task, due_on=due_on, rule__in=stream)
        assert max((self._named(c.rule, c.step) for c in claims), default=date.min) >= latest[0], latest

    def _steps(self, rule: str) -> set[int]:
        numbers = set(self.rules[rule])
        if rule == "after" and self.every:
            behind = max(numbers, default=0)
            numbers |= {n for n in range(self.every, 200, self.every) if n > behind}
        return numbers

    def _named(self, rule: str, number: int) -> date:
        day, step = self.task.due_on, -DAY if rule == "before" else DAY
        while number:
            day += step
            if rule == "after" or is_working_day(day):
                number -= 1
        return day

    def _sent_on(self, day: date) -> date:
        while not is_working_day(day):
            day += DAY
        return day

    def _letters(self) -> list[Letter]:
        return list(Letter.objects.filter(once_key=f"digest:{self.cast.elena.pk}:{self.today.isoformat()}"))

    def _now(self, hour: int) -> datetime:
        return datetime.combine(self.today, time(hour), tzinfo=clock.MOSCOW)


def begin(cast: SimpleNamespace, task: Task) -> Story:
    """The item alone on control, created on the first day; schools have no quiet days in these weeks."""
    Task.objects.exclude(pk=task.pk).update(status=Status.WITHDRAWN)
    story = Story(cast, task)
    moment = story._now(7)
    Task.objects.filter(pk=task.pk).update(created_at=moment, changed_at=moment)
    task.refresh_from_db()
    return story
