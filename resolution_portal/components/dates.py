"""Dates and deadlines as people say them."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resolution_portal import clock
from resolution_portal.components.typography import NBSP, glue
from resolution_portal.workdays import days


def day(value: date) -> str:
    """«23 декабря»; with the year when it is not the current one."""
    local = _local(value)
    return _with_year(local) if local.year != clock.today().year else _without_year(local)


def day_weekday(value: date) -> str:
    """«23 декабря (пт)»."""
    return f"{day(value)}{NBSP}({_weekday(_local(value))})"


def day_full(value: date) -> str:
    """«23 декабря 2022 г.»."""
    return _with_year(_local(value))


def moment(value: datetime) -> str:
    """«23 декабря в 16:42», Moscow time."""
    local = clock.moscow(value)
    return glue(_("%(day)s в %(time)s") % {"day": day(value), "time": f"{local:%H:%M}"})


def working_days_left(due_on: date, today: date | None = None) -> str:
    """«осталось 6 рабочих дней», «сегодня последний день», «просрочено на 2 рабочих дня»."""
    today = today or clock.today()
    if due_on == today:
        return _("сегодня последний день")
    number = days.working_days_between(min(today, due_on), max(today, due_on))
    if due_on < today:
        return _overdue_by(number)
    # A due date at the end of days off: nobody works between now and then.
    return _left(number) if number else _("рабочих дней не осталось")


def _overdue_by(number: int) -> str:
    if not number:
        return _("просрочено")
    return ngettext(
        "просрочено на %(number)d рабочий день",
        "просрочено на %(number)d рабочих дней",
        number,
    ) % {"number": number}


def _left(number: int) -> str:
    return ngettext(
        "остался %(number)d рабочий день",
        "осталось %(number)d рабочих дней",
        number,
    ) % {"number": number}


def _local(value: date) -> date:
    """The Moscow date of a moment, or the date itself."""
    return clock.moscow(value).date() if isinstance(value, datetime) else value


@lru_cache(maxsize=1024)
def _weekday(value: date) -> str:
    return dateformat.format(value, "D").lower()


@lru_cache(maxsize=1024)
def _with_year(value: date) -> str:
    return glue(_("%(day)s %(year)d г.") % {"day": _without_year(value), "year": value.year})


@lru_cache(maxsize=1024)
def _without_year(value: date) -> str:
    return glue(dateformat.format(value, "j E"))
