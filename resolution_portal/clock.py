"""The one clock of the portal: pages, jobs and the API ask here and nowhere else."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

MOSCOW = ZoneInfo("Europe/Moscow")


def now() -> dt.datetime:
    """The moment in UTC; in a demonstration with PORTAL_TODAY that day, at the time of day it really is."""
    real = dt.datetime.now(dt.UTC)
    day: dt.date | None = getattr(settings, "PORTAL_TODAY", None)
    if day is None:
        return real
    return dt.datetime.combine(day, moscow(real).time(), tzinfo=MOSCOW).astimezone(dt.UTC)


def today() -> dt.date:
    """The date in Moscow, the one that due dates are compared with."""
    return moscow(now()).date()


def moscow(moment: dt.datetime) -> dt.datetime:
    """The same moment as people in Smolensk read it off the wall."""
    return moment.astimezone(MOSCOW)
