"""How often something is to be done: «ежеквартально», «не реже двух раз в год»."""

import re
from dataclasses import dataclass

_WORDS = {
    "monthly": r"ежемесячно|каждый\s+месяц|помесячно",
    "quarterly": r"ежеквартально|каждый\s+квартал|поквартально",
    "halfyearly": r"каждое\s+полугодие|по\s+полугодиям|дважды\s+в\s+(?:учебный\s+)?год",
    "yearly": r"ежегодно|каждый\s+(?:учебный\s+)?год",
    # «постоянно действующий семинар» is a name, not a schedule.
    "constant": r"постоянно(?!-|\s+(?:действующ|обновляем|обновляющ|растущ))|на\s+постоянной\s+основе",
}
_SAID = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _WORDS.items()) + r")\b", re.IGNORECASE
)
_TIMES = re.compile(
    r"\b(?:не\s+реже\s+(?:чем\s+)?)?(?:(?P<count>\d{1,3}|одного|один|двух|два|тр[её]х|три|четыр[её]х|четыре|пяти|пять)"
    r"(?:-?х)?\s+)?раза?\s+в\s+(?:учебный\s+)?(?P<unit>месяц|квартал|полугодие|полгода|год)\b",
    re.IGNORECASE,
)
_COUNTS = {
    "": 1,
    "1": 1,
    "один": 1,
    "одного": 1,
    "2": 2,
    "два": 2,
    "двух": 2,
    "4": 4,
    "четыре": 4,
    "четырех": 4,
    "12": 12,
}
_BY_TIMES = {
    (1, "месяц"): "monthly",
    (1, "квартал"): "quarterly",
    (1, "полугодие"): "halfyearly",
    (1, "полгода"): "halfyearly",
    (1, "год"): "yearly",
    (2, "год"): "halfyearly",
    (4, "год"): "quarterly",
    (12, "год"): "monthly",
}


@dataclass(frozen=True)
class FoundSchedule:
    """A schedule in a text; `name` is None for a rhythm that has no name here («три раза в год»)."""

    start: int
    end: int
    name: str | None


def find_schedule(text: str) -> FoundSchedule | None:
    """The first rhythm that a text names."""
    said, times = _SAID.search(text), _TIMES.search(text)
    if said and (times is None or said.start() < times.start()):
        return FoundSchedule(said.start(), said.end(), said.lastgroup)
    if times is None:
        return None
    count = _COUNTS.get((times["count"] or "").lower().replace("ё", "е"))
    name = _BY_TIMES.get((count, times["unit"].lower())) if count else None
    return FoundSchedule(times.start(), times.end(), name)
