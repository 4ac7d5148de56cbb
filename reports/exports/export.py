"""An export of a summary: written by its format, and put down in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from organizations.models import User
from reports.exports import csv, xlsx
from reports.summary.table import SummaryTable
from resolution_portal.audit import journal
from resolution_portal.problems import Invalid


@dataclass(frozen=True)
class Format:
    """One kind of file."""

    write: Callable[[SummaryTable, IO[bytes]], None]
    media_type: str


FORMATS: dict[str, Format] = {
    "xlsx": Format(xlsx.write, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": Format(csv.write, "text/csv; charset=utf-8"),
}


def export(
    *,
    table: SummaryTable,
    format: str,
    by: User | None,
    into: IO[bytes],
    filters: Mapping[str, list[str]] | None = None,
) -> Format:
    """Write the table. Raises Invalid for a format that we do not make."""
    if format not in FORMATS:
        raise Invalid(
            _("Формата «%(format)s» нет. Выберите один из: %(formats)s.")
            % {"format": format, "formats": ", ".join(FORMATS)}
        )
    FORMATS[format].write(table, into)
    journal.write(
        action="export",
        by=by,
        object=f"resolution:{table.resolution.pk}",
        details={
            "what": "summary",
            "format": format,
            "group_by": table.group_by,
            "as_of": table.on.isoformat(),
            "tasks": table.total.sum.total,
            "filters": dict(filters or {}),
        },
    )
    return FORMATS[format]
