import datetime as dt
from time import perf_counter

import pytest

from resolution_portal.workdays.days import (
    add_working_days,
    is_working_day,
    previous_working_day,
    working_days_between,
)
from resolution_portal.workdays.models import DayOverride

pytestmark = pytest.mark.django_db


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2022-12-23", True),  # Friday
        ("2022-12-24", False),  # Saturday
        ("2022-11-04", False),  # National Unity Day
        ("2022-03-05", True),  # working Saturday, for Monday 7 March
        ("2022-03-07", False),
        ("2022-05-10", False),  # moved from Sunday 1 January
        ("2023-02-24", False),  # moved from Sunday 1 January
        ("2024-04-27", True),  # working Saturday, for Monday 29 April
        ("2024-04-29", False),
        ("2024-12-28", True),  # working Saturday, for Monday 30 December
        ("2025-11-01", True),  # working Saturday, for Monday 3 November
        ("2025-12-31", False),
        ("2026-01-09", False),  # moved from Saturday 3 January
    ],
)
def test_the_production_calendar(day, working):
    assert is_working_day(d(day)) is working


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2022-12-15", 6, "2022-12-23"),
        ("2022-12-23", -6, "2022-12-15"),
        ("2022-12-30", 1, "2023-01-09"),
        ("2023-01-09", -1, "2022-12-30"),
        ("2022-12-24", 1, "2022-12-26"),
        ("2022-12-24", -1, "2022-12-23"),
        ("2022-12-24", 0, "2022-12-24"),
    ],
)
def test_adding_working_days(day, count, expected):
    assert add_working_days(d(day), count) == d(expected)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2022-12-23", "2022-12-23"), ("2022-12-25", "2022-12-23"), ("2023-01-08", "2022-12-30")],
)
def test_the_last_working_day_up_to_a_day(day, expected):
    assert previous_working_day(d(day)) == d(expected)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2022-12-15", "2022-12-23", 6),
        ("2022-12-23", "2022-12-15", -6),
        ("2022-12-23", "2022-12-23", 0),
        ("2022-12-23", "2022-12-25", 0),
        ("2022-12-25", "2022-12-23", 0),
        ("2022-12-26", "2022-12-23", -1),
        ("2022-12-29", "2023-01-10", 3),
        ("2021-12-31", "2022-12-31", 247),
    ],
)
def test_working_days_between(start, end, count):
    assert working_days_between(d(start), d(end)) == count


def test_an_override_counts_at_once_and_ends_with_its_row():
    assert is_working_day(d("2022-12-23"))
    row = DayOverride.objects.create(date=d("2022-12-23"), is_working=False, note="Распоряжение")
    assert not is_working_day(d("2022-12-23"))
    assert working_days_between(d("2022-12-15"), d("2022-12-23")) == 5
    row.is_working = True
    row.save()
    assert is_working_day(d("2022-12-23"))
    DayOverride.objects.create(date=d("2022-12-24"), is_working=True)
    assert add_working_days(d("2022-12-23"), 1) == d("2022-12-24")
    row.delete()
    assert is_working_day(d("2022-12-23"))


def test_a_year_is_asked_for_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        for _number in range(50):
            working_days_between(d("2022-12-15"), d("2022-12-23"))


def test_ten_thousand_answers_are_quick():
    is_working_day(d("2022-12-23"))
    started = perf_counter()
    for number in range(10_000):
        working_days_between(d("2022-09-09"), d("2022-09-10") + dt.timedelta(days=number % 100))
    assert perf_counter() - started < 2
