"""Holding a document's reminders for a day, and letting them go again, as long as the day's letters have not begun."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organizations.models import User
from resolution_portal.audit import journal
from resolution_portal.problems import Forbidden, Impossible, Stale
from tasks.models import ReminderHold, Resolution
from tasks.services.morning import next_day
from tasks.services.reminder_rules import may_set


@transaction.atomic
def hold(wanted: ReminderHold, *, by: User, now: datetime) -> ReminderHold:
    """Save the hold that was previewed: its document, day, perhaps an organization or a person, and words.

    Raises Forbidden; Stale when the letters of that day are on their way; Impossible when they are held already.
    """
    _check(wanted.resolution, by)
    if wanted.day != next_day(now):
        raise Stale(_("Письма этого дня уже уходят. Посмотрите, что уйдёт дальше, и придержите его."))
    wanted.by, wanted.at = by, now
    try:
        with transaction.atomic():
            wanted.save()
    except IntegrityError as error:
        raise Impossible(_("Эти письма уже придержаны.")) from error
    journal.write(action="reminders.held", by=by, object=_object(wanted), details=_details(wanted))
    return wanted


@transaction.atomic
def release(held: ReminderHold, *, by: User, now: datetime) -> None:
    """Let the letters go on their day after all; Impossible when that day's letters have gone without them."""
    _check(held.resolution, by)
    if not may_release(held.day, now=now):
        raise Impossible(_("Письма этого дня уже ушли без придержанных: те уйдут на следующий рабочий день."))
    journal.write(action="reminders.released", by=by, object=_object(held), details=_details(held))
    held.delete()


def may_release(day: date, *, now: datetime) -> bool:
    """Whether the letters of the day are still to go."""
    return day >= next_day(now)


def _check(resolution: Resolution, by: User) -> None:
    if not may_set(by, resolution):
        raise Forbidden(_("Письма придерживает координатор организации, которая ставит документ на контроль."))


def _object(held: ReminderHold) -> str:
    return f"resolution:{held.resolution_id}"


def _details(held: ReminderHold) -> dict[str, object]:
    return {
        "day": held.day.isoformat(),
        "organization": held.organization_id,
        "person": held.person_id,
        "words": held.words,
    }
