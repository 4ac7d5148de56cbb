"""The working days on which the story happens, and the minutes of its acts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from resolution_portal.demo.content.calendar import working_moment
from resolution_portal.workdays.days import is_working_day


@dataclass(frozen=True)
class Days:
    """Working days after the publication up to yesterday, asked for by their number."""

    days: tuple[date, ...]
    seed: int

    @classmethod
    def between(cls, published_on: date, today: date, *, seed: int) -> Days:
        """Those after ``published_on`` and before ``today``."""
        span = (published_on + timedelta(days=step) for step in range(1, (today - published_on).days))
        return cls(tuple(day for day in span if is_working_day(day)), seed)

    @property
    def last(self) -> int:
        """The number of the last one: yesterday, when people worked then."""
        return len(self.days) - 1

    def upto(self, day: date) -> int:
        """The number of the last one not after ``day``."""
        return bisect_right(self.days, day) - 1

    def moment(self, number: int, rng: Random) -> datetime:
        """Some minute of that day."""
        return working_moment(self.days[self._inside(number)], rng)

    def sending(self, number: int, organization: str) -> datetime:
        """When an organization sends what it sends that day: all at once, hence one receipt."""
        day = self.days[self._inside(number)]
        return working_moment(day, Random(f"{self.seed}:sending:{organization}:{day}"))

    def _inside(self, number: int) -> int:
        return min(max(number, 0), self.last)
