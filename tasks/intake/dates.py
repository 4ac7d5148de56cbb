"""When something is due, as far as a directive says it in its own words. Nothing is guessed."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from tasks.intake.schedules import find_schedule

_MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_MONTH = r"(январ|феврал|март|апрел|ма(?=[йяею]\b)|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{0,2}"
_YEAR = r"(?:\s*(?:года|году|год|г\.?)(?![а-яё]))?"

_IN_WORDS = rf"(?<!\d)(\d{{1,2}})(?:-?го)?\s+{_MONTH}\s+(\d{{4}})(?!\d){_YEAR}"
_IN_DIGITS = rf"(?<![\d.])(\d{{1,2}})\.(\d{{1,2}})\.((?:19|20)\d{{2}}|\d{{2}})(?!\d|\.\d){_YEAR}"
_DATE = re.compile(rf"{_IN_WORDS}|{_IN_DIGITS}", re.IGNORECASE)

_LIMITED = re.compile(
    r"\b(?:в\s+срок\s+(?:до|по)|сроком\s+до|в\s+срок|срок(?:\s+исполнения)?\s*[:–—-](?:\s*до)?"
    r"|не\s+(?:позднее|позже)|до|к|по)\s*$",
    re.IGNORECASE,
)
# A date after these words says when something else happened: «приказом от 01.02.2022», «с 1 сентября 2022 года».
_OTHER = re.compile(
    r"(?:№|\b(?:от|с|со|после|п|пп|пункт\w*|верси\w+|(?:утвержд|принят|подписан|заключ|датирован)\w*)\.?)\s*$",
    re.IGNORECASE,
)
_YEAR_END = re.compile(
    rf"\b(?:в\s+срок\s+)?до\s+(?:конца|окончания)\s+(?P<year>\d{{4}}){_YEAR}(?!\s*[/–-]\s*\d|\s+учебн)", re.IGNORECASE
)
_QUARTER = re.compile(
    rf"\b(?:в|до\s+конца)\s+(?P<quarter>IV|III|II|I|[1-4])(?:-?[а-я]{{1,2}})?\s+квартал[а-я]*"
    rf"\s+(?P<year>\d{{4}})(?!\d){_YEAR}",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(
    rf"\b(?:в|до\s+конца|в\s+течение)\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}})(?!\d){_YEAR}", re.IGNORECASE
)
_NO_YEAR = re.compile(
    rf"\b(?:(?:в\s+срок\s+)?до|не\s+позднее|к)\s+\d{{1,2}}(?:-?го)?\s+{_MONTH}(?!\s*\d{{4}})\b", re.IGNORECASE
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class Due:
    """What a directive says about its date. `impossible` marks a date that no calendar has."""

    due_on: date | None = None
    schedule: str | None = None
    due_text: str = ""
    impossible: bool = False


@dataclass(frozen=True)
class FoundDate:
    """A date in a text; `day` is None when the calendar has no such day."""

    start: int
    end: int
    day: date | None
    short_year: bool = False


def find_due(text: str) -> Due:
    """The due date, the schedule and the words that say so."""
    found = _limit(text)
    schedule = find_schedule(text)
    spans = [(found.start, found.end)] if found else []
    spans += [(schedule.start, schedule.end)] if schedule else []
    return Due(
        due_on=found.day if found else None,
        schedule=schedule.name if schedule else None,
        due_text=_phrase(text, sorted(spans)),
        impossible=found is not None and found.day is None and _DATE.search(text[found.start : found.end]) is not None,
    )


def find_dates(text: str) -> list[FoundDate]:
    """Every full date of a text, in words or in digits."""
    found = []
    for match in _DATE.finditer(text):
        if match[1]:
            day, month, year = int(match[1]), _month(match[2]), int(match[3])
        else:
            day, month, year = int(match[4]), int(match[5]), int(match[6])
        short = year < 100
        year += 2000 if short else 0
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            found.append(FoundDate(match.start(), match.end(), _day(year, month, day), short))
    return found


def _limit(text: str) -> FoundDate | None:
    """The first date said to be a limit; else the end of a period; else a date that stands by itself."""
    free: list[FoundDate] = []
    for found in find_dates(text):
        before = text[max(0, found.start - 40) : found.start]
        limited = _LIMITED.search(before)
        if limited:
            return FoundDate(found.start - len(before) + limited.start(), found.end, found.day)
        if not found.short_year and not _OTHER.search(before):
            free.append(found)
    period = _period(text)
    if period:
        return period
    if free:
        return free[0]
    without_year = _NO_YEAR.search(text)
    return FoundDate(without_year.start(), without_year.end(), None) if without_year else None


def _period(text: str) -> FoundDate | None:
    for pattern in (_YEAR_END, _QUARTER, _IN_MONTH):
        match = pattern.search(text)
        if match and _FIRST_YEAR <= int(match["year"]) <= _LAST_YEAR:
            said = match.groupdict()
            month = 3 * _QUARTERS[said["quarter"].upper()] if said.get("quarter") else 12
            month = _month(said["month"]) if said.get("month") else month
            year = int(match["year"])
            return FoundDate(match.start(), match.end(), date(year, month, monthrange(year, month)[1]))
    return None


def _phrase(text: str, spans: list[tuple[int, int]]) -> str:
    """The words themselves; neighbouring phrases with what stands between them."""
    if len(spans) == 2 and text[spans[0][1] : spans[1][0]].strip(" ,(") == "":
        spans = [(spans[0][0], spans[1][1])]
    return "; ".join(text[start:end].strip() for start, end in spans)


def _month(word: str) -> int:
    lowered = word.lower()
    return 1 + max(
        (index for index, stem in enumerate(_MONTHS) if lowered.startswith(stem)), key=lambda index: len(_MONTHS[index])
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
