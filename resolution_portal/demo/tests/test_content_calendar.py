from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from resolution_portal.demo.content.calendar import publication_moment, shift_calendar, working_moment
from resolution_portal.demo.content.passports import PASSPORTS

HOLIDAYS = {
    *(date(year, 1, day) for year in (2023, 2024, 2025, 2026, 2027) for day in range(1, 9)),
    *(date(year, 2, 23) for year in (2023, 2024, 2025, 2026)),
    *(date(year, 5, day) for year in (2023, 2024, 2025, 2026) for day in (1, 9)),
    *(date(year, 6, 12) for year in (2023, 2024, 2025, 2026)),
    *(date(year, 11, 4) for year in (2022, 2023, 2024, 2025, 2026)),
}
TODAYS = """
2022-12-15 2022-12-17 2022-12-30 2023-01-04 2023-02-22 2023-04-28 2023-05-09 2023-06-11 2023-08-23 2023-11-03
2024-02-29 2024-07-15 2024-12-28 2025-01-01 2025-03-08 2025-09-01 2025-11-24 2025-12-31 2026-05-10 2026-12-26
""".split()


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days_after(today: date, until: date) -> int:
    return sum(is_working_day(today + timedelta(days=step)) for step in range(1, (until - today).days + 1))


def test_day_of_the_pictures_moves_nothing():
    moved = shift_calendar(date(2022, 12, 15), is_working_day)
    assert moved(date(2022, 12, 23)) == date(2022, 12, 23)
    assert moved(date(2022, 9, 30)) == date(2022, 9, 30)
    assert moved(date(2023, 5, 26)) == date(2023, 5, 26)


def test_a_date_on_a_day_off_goes_to_the_working_day_before():
    # Thursday 14.12.2023: six working days on is Friday 22.12.2023, 364 days after 23.12.2022.
    moved = shift_calendar(date(2023, 12, 14), is_working_day)
    assert moved(date(2022, 12, 23)) == date(2023, 12, 22)
    # 11.11.2022 would land on Friday 10.11.2023; 05.11.2022 on Saturday 04.11.2023, a holiday: back to Friday.
    assert moved(date(2022, 11, 11)) == date(2023, 11, 10)
    assert moved(date(2022, 11, 5)) == date(2023, 11, 3)
    # 06.01.2023 would land on Friday 05.01.2024, in the holidays: back to Friday 29.12.2023.
    assert moved(date(2023, 1, 6)) == date(2023, 12, 29)


@pytest.mark.parametrize("today", TODAYS)
def test_the_main_date_is_six_working_days_away(today):
    today = date.fromisoformat(today)
    main_date = shift_calendar(today, is_working_day)(date(2022, 12, 23))
    assert is_working_day(main_date)
    assert working_days_after(today, main_date) == 6


@pytest.mark.parametrize("today", TODAYS)
def test_all_dates_keep_their_order_and_side_of_today(today):
    today = date.fromisoformat(today)
    moved = shift_calendar(today, is_working_day)
    days = [moved(day) for day in sorted(row.due_on for row in PASSPORTS)]
    assert days == sorted(days)
    assert all(is_working_day(day) for day in days)
    assert sum(day < today for day in days) == 2
    assert publication_moment(today, is_working_day).date() < days[0]


@pytest.mark.parametrize("today", TODAYS)
def test_publication_lies_97_days_back_in_working_hours(today):
    today = date.fromisoformat(today)
    moment = publication_moment(today, is_working_day)
    assert is_working_day(moment.date())
    assert 97 <= (today - moment.date()).days <= 97 + 10
    assert moment.hour == 12


def test_publication_of_the_pictures():
    moment = publication_moment(date(2022, 12, 15), is_working_day)
    assert moment == datetime(2022, 9, 9, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))


def test_people_act_in_working_hours():
    rng = Random(5)
    minutes = [working_moment(date(2022, 12, 15), rng).time() for _ in range(300)]
    assert min(minutes).hour == 8
    assert max(minutes).hour == 17
    assert max(minutes).minute < 30
