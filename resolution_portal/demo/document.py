"""The resolution on control: read from its DOCX, given passports and dates, published on the demo's own day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db.models import F

import tasks
from organizations.models import Organization, User
from resolution_portal.demo.content.calendar import publication_moment, shift_calendar
from resolution_portal.demo.content.passports import Passport, passport
from resolution_portal.notices.models import Letter, Notice
from resolution_portal.workdays.days import is_working_day, previous_working_day
from tasks.models import Directive, Resolution
from tasks.services.importing import import_document, read
from tasks.services.planning import PlannedDirective, save_plan
from tasks.services.publishing import publish

SAMPLE = Path(tasks.__file__).parent / "samples" / "resolution-2022-08-23.docx"
# Which directives the figures of a lower one feed (the school's 4.1 into the municipality's 2.1, and so on).
SUPPORTS = (("4.1", "2.1"), ("2.1", "1.1"), ("2.2", "1.3"), ("2.3", "1.2"), ("2.4", "1.1"), ("4.6", "2.3"))
_ENTERED_BEFORE = timedelta(days=2)
_ORDERED_BEFORE = timedelta(days=3)


@dataclass(frozen=True)
class Published:
    """The document after its publication."""

    resolution: Resolution
    moment: datetime


def put_on_control(*, issuer: Organization, by: User, today: date) -> Published:
    """Import, plan and publish the sample resolution as its coordinator did 97 days before ``today``."""
    data = SAMPLE.read_bytes()
    outline = read(data=data, name=SAMPLE.name)
    resolution = import_document(outline=outline, data=data, name=SAMPLE.name, issuer=issuer, by=by)
    moment = publication_moment(today, is_working_day)
    resolution.created_at = moment - _ENTERED_BEFORE
    _plan(resolution, by, moment, shift_calendar(today, is_working_day))
    publish(resolution=resolution, key=f"publish:demo:{resolution.pk}", stamp=moment, now=moment)
    _deliver(moment)
    return Published(resolution, moment)


def _plan(resolution: Resolution, by: User, moment: datetime, moved: Callable[[date], date]) -> None:
    resolution.basis_kind = "приказ Департамента"
    resolution.basis_number = "812-ОД"
    resolution.basis_date = previous_working_day(moment.date() - _ORDERED_BEFORE)
    resolution.basis_by = f"{resolution.issuer.head}, начальник Департамента"
    directives = list(resolution.directives.order_by("section__position", "position"))
    rows = []
    for directive in directives:
        words = passport(directive.number)
        _fill(directive, words)
        rows.append(PlannedDirective(directive, moved(words.due_on), None))
    save_plan(resolution=resolution, rows=rows, date_for_undated=None, by=by, version=resolution.version)
    by_number = {directive.number: directive for directive in directives}
    for lower, upper in SUPPORTS:
        by_number[lower].supports.add(by_number[upper])


def _fill(directive: Directive, words: Passport) -> None:
    directive.title = words.plain
    directive.plain = words.gloss
    directive.expected_result = words.expected_result
    directive.proof = words.proof
    directive.proof_required = words.proof_required
    directive.sample = words.sample
    directive.curator_name = words.curator.name
    directive.curator_unit = words.curator.unit
    directive.curator_phone = words.curator.phone


def _deliver(moment: datetime) -> None:
    """The letters of that publication came long ago and its notices were read: nothing of it is left to send."""
    Notice.objects.filter(created_at=moment).update(read_at=moment + timedelta(hours=1))
    queued = Letter.objects.filter(state=Letter.State.QUEUED, created_at=moment)
    queued.update(state=Letter.State.SENT, sent_at=moment + timedelta(minutes=1), attempts=F("attempts") + 1)
