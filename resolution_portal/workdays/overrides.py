"""Days that the region works or rests otherwise: read from pasted lines, set and cleared."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from resolution_portal.audit import journal
from resolution_portal.workdays import memory
from resolution_portal.workdays.models import DayOverride

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_WORKING = {"рабочий": True, "рабочая": True, "выходной": False, "нерабочий": False, "праздник": False}
_MOST = 1000
_YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Row:
    """One day as it was read."""

    line: int
    date: dt.date
    is_working: bool
    note: str = ""


@dataclass(frozen=True)
class RowProblem:
    """What stands in the way of a line: where it is and what to do."""

    line: int
    column: str
    message: str


def parse(text: str) -> tuple[list[Row], list[RowProblem]]:
    """Read lines «дата;рабочий|выходной;основание»; tabs (as pasted from a sheet) do as well, a heading is skipped."""
    rows: list[Row] = []
    problems: list[RowProblem] = []
    seen: dict[dt.date, int] = {}
    lines = text.lstrip("\ufeff").splitlines()
    for number, line in enumerate(lines[:_MOST], start=1):
        cells = [cell.strip() for cell in next(csv.reader([line.replace("\t", ";")], delimiter=";"), [])]
        if not any(cells) or (number == 1 and cells[0].lower() == "дата"):
            continue
        day, working = _date(cells[0]), _WORKING.get(cells[1].lower() if len(cells) > 1 else "")
        if day is None:
            message = _("«%(cell)s» – не дата. Напишите, например, 31.12.2026.") % {"cell": cells[0][:40]}
            problems.append(RowProblem(number, _("дата"), message))
        elif day in seen:
            message = _("Этот день уже есть в строке %(line)d. Оставьте одну.") % {"line": seen[day]}
            problems.append(RowProblem(number, _("дата"), message))
        if working is None:
            problems.append(RowProblem(number, _("какой день"), _("Напишите «рабочий» или «выходной».")))
        if day is not None:
            seen.setdefault(day, number)
            rows.append(Row(number, day, bool(working), (cells[2] if len(cells) > 2 else "")[:300]))
    if len(lines) > _MOST:
        problems.append(RowProblem(_MOST + 1, _("строка"), _("Не больше %(most)d строк за раз.") % {"most": _MOST}))
    return rows, problems


@transaction.atomic
def set_days(rows: Iterable[Row], *, by: AbstractBaseUser) -> int:
    """Override these days, one that was overridden already too; how many."""
    done = [
        DayOverride.objects.update_or_create(date=r.date, defaults={"is_working": r.is_working, "note": r.note})
        for r in rows
    ]
    days = {f"{override.date}": override.is_working for override, _created in done}
    journal.write(action="calendar.set", by=by, details={"days": days})
    transaction.on_commit(memory.forget)
    return len(done)


@transaction.atomic
def clear_day(override: DayOverride, *, by: AbstractBaseUser) -> None:
    """Let the day be again what the calendar of the country says."""
    journal.write(action="calendar.cleared", by=by, details={"day": f"{override.date}"})
    override.delete()
    transaction.on_commit(memory.forget)


def _date(cell: str) -> dt.date | None:
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})", cell)
    if found is None:
        return None
    day, month, year, *iso = found.groups()
    parts = (int(year), int(month), int(day)) if year else tuple(int(part) for part in iso)
    try:
        date = dt.date(*parts)
    except ValueError:
        return None
    return date if date.year in _YEARS else None
