"""How a summary is called: on the page, in the files and in their names."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.summary.table import MUNICIPALITY, SummaryTable
from tasks.models import Resolution


def document(resolution: Resolution) -> str:
    """«Резолюция от 23.08.2022 № 7 «Название»»."""
    title = resolution.title if "«" in resolution.title else f"«{resolution.title}»"
    return f"{resolution.short} {title}"


def as_of(table: SummaryTable) -> str:
    """«по состоянию на 15.12.2022»."""
    return _("по состоянию на %(day)s") % {"day": f"{table.on:%d.%m.%Y}"}


def first_column(table: SummaryTable) -> str:
    """What the rows are."""
    municipal = table.group_by == MUNICIPALITY and table.resolution.issuer.depth == 0
    return _("Муниципальное образование") if municipal else _("Организация")


def file_name(table: SummaryTable, ending: str) -> str:
    """The name under which a download is saved."""
    number = f" {table.resolution.number}" if table.resolution.number else f" {table.resolution.pk}"
    return _("Сводная таблица") + f"{number}, {as_of(table)}.{ending}"
