"""What this process remembers of the calendar, for half a minute: other processes may change the overrides."""

from __future__ import annotations

from time import monotonic

_SECONDS = 30.0
_years: dict[int, tuple[int, ...]] = {}
_since = 0.0


def recall(year: int) -> tuple[int, ...] | None:
    """The working days of the year as sorted ordinals, when they are known and fresh."""
    if monotonic() - _since > _SECONDS:
        forget()
    return _years.get(year)


def remember(year: int, days: tuple[int, ...]) -> None:
    _years[year] = days


def forget() -> None:
    """Called when an override is saved or deleted."""
    global _since
    _years.clear()
    _since = monotonic()
