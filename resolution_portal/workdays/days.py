"""Working days: the production calendar of Russia, and the rows that override it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from functools import cache

from holidays import country_holidays

from resolution_portal.workdays import memory
from resolution_portal.workdays.models import DayOverride

_DAY = dt.timedelta(days=1)


def is_working_day(day: dt.date) -> bool:
    """Whether people are at work that day: working Saturdays count, days moved off do not."""
    days = _working_days(day.year)
    place = bisect_left(days, day.toordinal())
    return place < len(days) and days[place] == day.toordinal()


def add_working_days(day: dt.date, count: int) -> dt.date:
    """The working day that is `count` working days after the day (before it, when negative); the day itself for 0."""
    step = _DAY if count > 0 else -_DAY
    for _number in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def previous_working_day(day: dt.date) -> dt.date:
    """The day itself when it is a working one, else the last working day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` is the earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(
        bisect_right(days, end.toordinal()) - bisect_right(days, start.toordinal())
        for days in map(_working_days, range(start.year, end.year + 1))
    )


def _working_days(year: int) -> tuple[int, ...]:
    """The ordinals of the year's working days, in order."""
    known = memory.recall(year)
    if known is None:
        changed = dict(DayOverride.objects.filter(date__year=year).values_list("date", "is_working"))
        country = _country_working_days(year)
        off = {day.toordinal() for day, working in changed.items() if not working}
        on = {day.toordinal() for day, working in changed.items() if working}
        known = tuple(sorted((country - off) | on))
        memory.remember(year, known)
    return known


@cache
def _country_working_days(year: int) -> frozenset[int]:
    """The library's own question, since «a date among the holidays» is wrong on working Saturdays."""
    country = country_holidays("RU", years=year)
    first, following = dt.date(year, 1, 1).toordinal(), dt.date(year + 1, 1, 1).toordinal()
    return frozenset(day for day in range(first, following) if country.is_working_day(dt.date.fromordinal(day)))
