"""Due dates of directives: planned dates, moved off days off to the working day before."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from resolution_portal.workdays.days import previous_working_day
from tasks.models import Checkpoint, Directive, Resolution

MOVES = "move_off_days_off"


def due_on(resolution: Resolution, planned_on: date) -> date:
    """The date that counts: on a day off the previous working day (a document's setting may switch that off)."""
    return previous_working_day(planned_on) if moves_off_days_off(resolution) else planned_on


def moves_off_days_off(resolution: Resolution) -> bool:
    """The document's setting; it is on unless somebody switched it off."""
    return bool(resolution.settings.get(MOVES, True))


def follow_setting(resolution: Resolution) -> None:
    """Date the checkpoints of a draft by its setting anew, after it was changed."""
    for checkpoint in Checkpoint.objects.filter(directive__resolution=resolution):
        new = due_on(resolution, checkpoint.planned_on)
        if checkpoint.due_on != new:
            checkpoint.due_on = new
            checkpoint.save(update_fields=["due_on"])


@transaction.atomic
def add_checkpoint(*, directive: Directive, planned_on: date, label: str = "") -> Checkpoint:
    """Give a directive one more date; the same date twice is once."""
    checkpoint, _created = Checkpoint.objects.get_or_create(
        directive=directive,
        planned_on=planned_on,
        defaults={"due_on": due_on(directive.resolution, planned_on), "label": label},
    )
    return checkpoint


@transaction.atomic
def date_undated(*, resolution: Resolution, planned_on: date) -> int:
    """Give every directive without a date this one; how many got it."""
    undated = resolution.directives.filter(checkpoints__isnull=True).select_related("resolution")
    return len([add_checkpoint(directive=directive, planned_on=planned_on) for directive in undated])


@transaction.atomic
def set_only_date(*, directive: Directive, planned_on: date | None) -> None:
    """Make this the only date of a directive of a draft, or none."""
    if planned_on is None:
        directive.checkpoints.all().delete()
        return
    directive.checkpoints.exclude(planned_on=planned_on).delete()
    add_checkpoint(directive=directive, planned_on=planned_on)
