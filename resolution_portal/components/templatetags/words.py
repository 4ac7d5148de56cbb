"""Filters of words: `{% load words %}`, then `{{ task.due_on|day_weekday }}`."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import template

from resolution_portal.components import dates, typography

register = template.Library()

register.filter("nbsp", typography.nbsp)
register.filter("short_name", typography.short_name)
register.filter("number", typography.number)
register.filter("phone_link", typography.phone_link)


def _dated(name: str, words: Callable[[Any], str]) -> None:
    """A filter of a date; no date, no words."""

    def of_date(value: date | datetime | None) -> str:
        return words(value) if value else ""

    register.filter(name, of_date)


_dated("day", dates.day)
_dated("day_weekday", dates.day_weekday)
_dated("day_full", dates.day_full)
_dated("moment", dates.moment)
_dated("working_days_left", dates.working_days_left)
