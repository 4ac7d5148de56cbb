"""Deadlines in words; «today» is Thursday, 15 December 2022."""

import datetime as dt

import pytest

from resolution_portal.components import dates

pytestmark = pytest.mark.django_db

NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def fifteenth_of_december(settings):
    settings.PORTAL_TODAY = dt.date(2022, 12, 15)


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (dt.date(2022, 12, 15), "сегодня последний день"),
        (dt.date(2022, 12, 16), "остался 1 рабочий день"),
        (dt.date(2022, 12, 20), "осталось 3 рабочих дня"),
        (dt.date(2022, 12, 23), "осталось 6 рабочих дней"),
        (dt.date(2022, 12, 30), "осталось 11 рабочих дней"),
        (dt.date(2023, 1, 20), "остался 21 рабочий день"),  # nine days off from 31 December
        (dt.date(2022, 12, 14), "просрочено на 1 рабочий день"),
        (dt.date(2022, 12, 13), "просрочено на 2 рабочих дня"),
        (dt.date(2022, 12, 8), "просрочено на 5 рабочих дней"),
        (dt.date(2022, 12, 9), "просрочено на 4 рабочих дня"),
    ],
)
def test_working_days_are_counted_in_russian(due_on, words):
    assert dates.working_days_left(due_on) == words


def test_on_a_day_off_there_may_be_no_working_day_between():
    saturday, sunday, friday = dt.date(2022, 12, 17), dt.date(2022, 12, 18), dt.date(2022, 12, 16)
    assert dates.working_days_left(sunday, today=saturday) == "рабочих дней не осталось"
    assert dates.working_days_left(friday, today=saturday) == "просрочено"


def test_the_year_is_said_only_of_another_year():
    assert dates.day(dt.date(2022, 12, 23)) == f"23{NBSP}декабря"
    assert dates.day(dt.date(2023, 1, 20)) == f"20{NBSP}января 2023{NBSP}г."


def test_a_date_carries_its_weekday():
    assert dates.day_weekday(dt.date(2022, 12, 23)) == f"23{NBSP}декабря{NBSP}(пт)"


def test_a_full_date_always_carries_the_year():
    assert dates.day_full(dt.date(2022, 12, 23)) == f"23{NBSP}декабря 2022{NBSP}г."


def test_a_moment_is_told_in_moscow_time():
    late_evening_in_utc = dt.datetime(2022, 12, 22, 21, 42, tzinfo=dt.UTC)
    assert dates.moment(late_evening_in_utc) == f"23{NBSP}декабря в{NBSP}00:42"
    assert dates.day(late_evening_in_utc) == f"23{NBSP}декабря"
