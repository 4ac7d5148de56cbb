"""The plan of control of a draft: requisites, and for each directive its date, addressees and passport."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import Kind, User
from organizations.permissions import reach_of
from resolution_portal.problems import Forbidden, Impossible, Stale
from tasks.models import Addressee, Directive, Resolution
from tasks.permissions import issues
from tasks.services.schedule import date_undated, follow_setting, set_only_date


@dataclass(frozen=True)
class PlannedDirective:
    """One row of the plan: the directive with its new passport, its only date, and whom it is for."""

    directive: Directive
    planned_on: date | None
    kind: Kind | None


@transaction.atomic
def save_plan(
    *,
    resolution: Resolution,
    rows: Sequence[PlannedDirective],
    date_for_undated: date | None,
    by: User,
    version: int,
) -> Resolution:
    """Save the plan as a whole: ``resolution`` and the directives carry their new values already.

    Raises Forbidden for anyone but the issuer's coordinators, Impossible after publication, Stale when another
    coordinator saved meanwhile.
    """
    if not issues(reach_of(by), resolution.issuer):
        raise Forbidden(_("План контроля ведёт координатор организации, которая ставит документ на контроль."))
    _claim(resolution, version)
    resolution.save()
    for row in rows:
        row.directive.save()
        set_only_date(directive=row.directive, planned_on=row.planned_on)
        _address(row)
    if date_for_undated is not None:
        date_undated(resolution=resolution, planned_on=date_for_undated)
    follow_setting(resolution)
    return resolution


def _claim(resolution: Resolution, version: int) -> None:
    """Take the draft by a conditional update: who saves or publishes at the same time waits, then sees the new one."""
    row = Resolution.objects.filter(pk=resolution.pk)
    if not row.filter(version=version, status=Resolution.State.DRAFT).update(version=version + 1):
        if not row.filter(status=Resolution.State.DRAFT).exists():
            raise Impossible(_("Документ уже опубликован: его план так больше не меняется."))
        raise Stale(_("План изменили, пока страница была открыта. Сверьте изменения и сохраните ещё раз."))
    resolution.version, resolution.status = version + 1, Resolution.State.DRAFT


def _address(row: PlannedDirective) -> None:
    """Give the whole directive to another kind; the words of the document stay, and so do several kinds at once.

    An addressee that nobody recognized goes, too, when a kind is chosen: that is what the choice is asked for.
    """
    current = list(row.directive.addressees.all())
    recognized = all(a.kind_id or a.organization_id for a in current)
    if row.kind is None or (recognized and row.kind.pk in [a.kind_id for a in current]):
        return
    words = current[0].text if current else row.directive.section.heading
    row.directive.addressees.all().delete()
    Addressee.objects.create(directive=row.directive, text=words, kind=row.kind)
