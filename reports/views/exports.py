"""Downloads of what a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from django.http import HttpResponseBase

from organizations.models import User
from reports.exports.export import export
from reports.summary import titles
from reports.summary.table import SummaryTable
from resolution_portal.downloads import attachment

_IN_MEMORY = 4 * 1024 * 1024


def download(
    table: SummaryTable, *, format: str, by: User, filters: Mapping[str, list[str]] | None = None
) -> HttpResponseBase:
    """The table as a file under its Russian name."""
    file = cast("IO[bytes]", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - the answer closes it
    try:
        made = export(table=table, format=format, by=by, into=file, filters=filters)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return attachment(file, name=titles.file_name(table, format), media_type=made.media_type)
