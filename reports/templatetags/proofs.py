"""Parts of reports for templates: `{% load proofs %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from reports.evidence_rows import EvidenceRow, rows
from reports.models import ProgressReport
from reports.services.files import MAX_BYTES
from reports.verdicts import verdict
from tasks.history import Entry, entries
from tasks.models import Event

register = template.Library()


@register.filter
def proof_rows(report: ProgressReport) -> list[EvidenceRow]:
    """Lines for `{% evidence %}`: the report's evidence, fetched with `evidence__file`."""
    return rows(report.evidence.all())


@register.filter
def verdict_line(report: ProgressReport, events: Iterable[Event]) -> Entry | None:
    """What was decided on the report, as a line of the history; nothing while it waits or is a draft."""
    found = verdict(report.number, events)
    return entries([found])[0] if found else None


@register.filter
def of(found: Mapping[Any, Any], key: object) -> Any:
    """What a mapping holds under a key that is itself a variable; empty when nothing."""
    return found.get(key, "")


@register.simple_tag
def upload_limit() -> int:
    """How many bytes a file may have."""
    return MAX_BYTES
