import datetime as dt

import time_machine

from resolution_portal import clock


@time_machine.travel("2026-11-24T22:30:00+00:00", tick=False)
def test_today_is_the_date_in_moscow():
    assert clock.now() == dt.datetime(2026, 11, 24, 22, 30, tzinfo=dt.UTC)
    assert clock.today() == dt.date(2026, 11, 25)


@time_machine.travel("2026-11-24T10:15:30+00:00", tick=False)
def test_a_demonstration_lives_on_its_own_day_at_the_real_hour(settings):
    settings.PORTAL_TODAY = dt.date(2022, 12, 15)
    assert clock.today() == dt.date(2022, 12, 15)
    assert clock.now() == dt.datetime(2022, 12, 15, 10, 15, 30, tzinfo=dt.UTC)


@time_machine.travel("2026-11-24T22:30:00+00:00", tick=False)
def test_the_demonstrations_day_is_a_moscow_day_after_midnight_too(settings):
    settings.PORTAL_TODAY = dt.date(2022, 12, 15)
    assert clock.today() == dt.date(2022, 12, 15)
    assert clock.now() == dt.datetime(2022, 12, 14, 22, 30, tzinfo=dt.UTC)


def test_moscow_is_three_hours_ahead():
    moment = clock.moscow(dt.datetime(2022, 12, 15, 13, 42, tzinfo=dt.UTC))
    assert f"{moment:%H:%M}" == "16:42"
