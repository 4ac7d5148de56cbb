"""The school year 2022/23 moved so that on any day the demo shows every status.

«23.12.2022» falls six working days after today, as it did on 15.12.2022, and all other dates keep their distance.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

IsWorkingDay = Callable[[date], bool]

MOSCOW = ZoneInfo("Europe/Moscow")
MAIN_DATE = date(2022, 12, 23)
WORKING_DAYS_LEFT = 6
# The real distance between the order's publication (09.09.2022) and the day the pictures were taken (15.12.2022).
DAYS_SINCE_PUBLICATION = 97


def shift_calendar(today: date, is_working_day: IsWorkingDay) -> Callable[[date], date]:
    """A function that moves dates of 2022/23; a date that lands on a day off goes to the working day before it."""
    main_date = today
    for _ in range(WORKING_DAYS_LEFT):
        main_date = _next_working_day(main_date, is_working_day)
    offset = main_date - MAIN_DATE

    def moved(day: date) -> date:
        return working_day_on_or_before(day + offset, is_working_day)

    return moved


def publication_moment(today: date, is_working_day: IsWorkingDay) -> datetime:
    """Noon in Moscow of the working day 97 days before today."""
    day = working_day_on_or_before(today - timedelta(days=DAYS_SINCE_PUBLICATION), is_working_day)
    return datetime.combine(day, time(12, 0), MOSCOW)


def working_day_on_or_before(day: date, is_working_day: IsWorkingDay) -> date:
    """The day itself if people work on it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_moment(day: date, rng: Random) -> datetime:
    """A minute between 8:30 and 17:29 in Moscow."""
    return datetime.combine(day, time(8, 30), MOSCOW) + timedelta(minutes=rng.randrange(540), seconds=rng.randrange(60))


def _next_working_day(day: date, is_working_day: IsWorkingDay) -> date:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
