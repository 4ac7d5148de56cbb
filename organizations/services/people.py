"""Memberships: who is what and where; and the routing of reviews that follows from it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organizations.models import Membership, Organization, Role, User
from organizations.querysets import ancestor_paths
from resolution_portal import clock
from resolution_portal.problems import Impossible


@transaction.atomic
def grant(
    *, user: User, organization: Organization, role: str, since: date | None = None, until: date | None = None
) -> Membership:
    """Give a person a role. Raises ValidationError when they have it already."""
    membership = Membership(user=user, organization=organization, role=role, since=since or clock.today(), until=until)
    membership.full_clean()
    membership.save(force_insert=True)
    route(Organization.objects.below(organization))
    return membership


@transaction.atomic
def end(*, membership: Membership, on: date | None = None) -> Membership:
    """End a role from a day on (today unless given; that day itself has none of it)."""
    if membership.until is not None and membership.until <= clock.today():
        raise Impossible(_("Эта роль уже закончилась."))
    membership.until = max(on or clock.today(), membership.since)
    membership.save(update_fields=["until"])
    route(Organization.objects.below(membership.organization))
    return membership


@transaction.atomic
def route(organizations: QuerySet[Organization]) -> int:
    """Point each organization to the nearest one above with a live controller or coordinator; how many changed.

    Only routes and sorts the queue of reviews: rights are computed from the memberships live today. Swept nightly,
    since memberships also end by the calendar.
    """
    deciding = Membership.objects.live().filter(role__in=(Role.CONTROLLER, Role.COORDINATOR))
    homes = dict(deciding.values_list("organization__path", "organization_id"))
    changed = []
    for organization in organizations.only("pk", "path", "controlled_from"):
        above = ancestor_paths(organization.path)[:-1]
        nearest = next((homes[path] for path in reversed(above) if path in homes), None)
        if nearest != organization.controlled_from_id:
            organization.controlled_from_id = nearest
            changed.append(organization)
    Organization.objects.bulk_update(changed, ["controlled_from"], batch_size=500)
    return len(changed)
