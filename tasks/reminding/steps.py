"""The planner: on which days the steps of a due date are sent. Pure but for the calendar of working days.

Before the date and in escalations working days count, after the date calendar ones. Nothing goes on a day off, nor to
a kind of organizations in its quiet ranges: the step waits for the next day on which it may.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from resolution_portal.workdays.days import add_working_days, is_working_day
from tasks.models.reminding import Rule

_DAY = timedelta(days=1)
#: Steps of one stream follow each other: of several missed ones only the latest is sent.
STREAMS: tuple[tuple[Rule, ...], ...] = (
    (Rule.BEFORE, Rule.AFTER),
    (Rule.EXPLANATION,),
    (Rule.CONTROLLER,),
    (Rule.COORDINATOR,),
)
#: What goes to the executors keeps to the quiet ranges of their kind.
TO_EXECUTORS = (Rule.BEFORE, Rule.AFTER, Rule.EXPLANATION)


@dataclass(frozen=True)
class Quiet:
    """One range of quiet days; a yearly one comes back every year."""

    first: date
    last: date
    yearly: bool

    def covers(self, day: date) -> bool:
        """Whether the day lies in the range, in any year when it is yearly."""
        if not self.yearly:
            return self.first <= day <= self.last
        first, last, asked = _in_year(self.first), _in_year(self.last), _in_year(day)
        return first <= asked <= last if first <= last else asked >= first or asked <= last


@dataclass(frozen=True)
class Rules:
    """What a kind of organizations goes by in one document: per rule the days, and how often after them."""

    days: dict[str, tuple[int, ...]] = field(default_factory=dict)
    every: int | None = None
    quiet: tuple[Quiet, ...] = ()

    def first_day(self, rule: str, day: date, *, until: date) -> date:
        """The first day, from this one on, on which a step of the rule may go; behind ``until`` nobody asks."""
        quiet = self.quiet if rule in TO_EXECUTORS else ()
        while day <= until and (not is_working_day(day) or any(period.covers(day) for period in quiet)):
            day += _DAY
        return day


@dataclass(frozen=True, order=True)
class Step:
    """One reminder: ``at`` is the day that its rule names, ``day`` the one on which it is sent."""

    at: date
    number: int
    rule: str
    day: date


def streams(due_on: date, rules: Rules, *, until: date) -> list[list[Step]]:
    """The steps that are to be sent by ``until``, each stream in order."""
    return [sorted(step for rule in stream for step in _steps(due_on, rule, rules, until)) for stream in STREAMS]


def stream_of(rule: str) -> tuple[Rule, ...]:
    """The stream that the rule belongs to."""
    return next(stream for stream in STREAMS if rule in stream)


def place(due_on: date, rule: str, number: int) -> date:
    """The day that a step of this number stands for."""
    if rule == Rule.BEFORE:
        return add_working_days(due_on, -number)
    if rule == Rule.AFTER:
        return due_on + number * _DAY
    return add_working_days(due_on, number)


def _steps(due_on: date, rule: str, rules: Rules, until: date) -> list[Step]:
    found = []
    for number in sorted({*rules.days.get(rule, ()), *_repeats(due_on, rule, rules, until)}):
        at = place(due_on, rule, number)
        day = rules.first_day(rule, at, until=until)
        if day <= until:
            found.append(Step(at, number, str(rule), day))
    return found


def _repeats(due_on: date, rule: str, rules: Rules, until: date) -> range:
    """Every so many days since the date, behind the last of the days that are named one by one."""
    if rule != Rule.AFTER or not rules.every:
        return range(0)
    last = max(rules.days.get(rule, ()), default=0)
    return range((last // rules.every + 1) * rules.every, (until - due_on).days + 1, rules.every)


def _in_year(day: date) -> tuple[int, int]:
    return day.month, day.day
