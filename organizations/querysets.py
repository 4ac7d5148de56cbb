"""Row scope of the apps' lowest floor: which organizations and memberships a person sees."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from organizations.permissions import reach_of
from resolution_portal import clock

if TYPE_CHECKING:
    from organizations.models import Invitation, Membership, Organization, User  # noqa: F401  # QuerySet[…] names it


def successor(path: str) -> str:
    """The first path behind everything below ``path``."""
    return str(int(path) + 1).zfill(len(path))


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Organizations by place, date and who asks."""

    def visible_to(self, user: User) -> OrganizationQuerySet:
        """Those in the person's live memberships and, for all roles but the executor, below them."""
        reach = reach_of(user)
        scope = Q(pk__in=[place.organization_id for place in reach.own_only])
        for place in reach.tops:
            scope |= Q(path__gte=place.path, path__lt=successor(place.path))
        return self.filter(scope)

    def below(self, organization: Organization, *, itself: bool = True) -> OrganizationQuerySet:
        """The organization and everything below it."""
        inside = self.filter(path__gte=organization.path, path__lt=successor(organization.path))
        return inside if itself else inside.exclude(pk=organization.pk)

    def open_on(self, day: date) -> OrganizationQuerySet:
        """Those that existed on ``day``."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by the day on which they hold."""

    def live(self, on: date | None = None) -> MembershipQuerySet:
        """Those that hold on the day (today unless given); ``until`` is exclusive."""
        day = on or clock.today()
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day, user__is_active=True)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by who sees their organization, and by whether they wait for an answer."""

    def visible_to(self, user: User) -> InvitationQuerySet:
        """Those to organizations that the person sees."""
        reach = reach_of(user)
        scope = Q(organization__in=[place.organization_id for place in reach.own_only])
        for place in reach.tops:
            scope |= Q(organization__path__gte=place.path, organization__path__lt=successor(place.path))
        return self.filter(scope)

    def waiting(self) -> InvitationQuerySet:
        """Neither accepted nor revoked; the expired ones too, since they can be sent again."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def valid(self, now: datetime) -> InvitationQuerySet:
        """Those whose link still works."""
        return self.waiting().filter(expires_at__gt=now)


def ancestor_paths(path: str, step: int = 6) -> list[str]:
    """Paths of the organization's ancestors and its own, the top first."""
    return [path[:end] for end in range(step, len(path) + 1, step)]
