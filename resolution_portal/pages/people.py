"""The people of one organization: their roles, who may give and close them, and the invitations that wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from organizations.models import Invitation, Membership, Organization, User
from organizations.permissions import Reach, may_end, reach_of, roles_to_give
from resolution_portal import clock


@dataclass(frozen=True)
class RoleLine:
    """One role of a person here, and whether whoever looks may end it."""

    membership: Membership
    may_end: bool


@dataclass(frozen=True)
class Person:
    """A person once, with all their roles here."""

    user: User
    roles: list[RoleLine] = field(default_factory=list)

    @property
    def words(self) -> str:
        return ", ".join(line.membership.get_role_display() for line in self.roles)

    @property
    def ends(self) -> list[Membership]:
        return [line.membership for line in self.roles if line.may_end]


def context(one: Organization, user: User) -> dict[str, Any]:
    """What the organization's page shows of them."""
    reach = reach_of(user)
    given = roles_to_give(reach, one)
    waiting = Invitation.objects.waiting().filter(organization=one, role__in=given).select_related("invited_by")
    return {
        "people": _people(one, reach),
        "may_invite": bool(given) and (one.closed_on is None or one.closed_on > clock.today()),
        "invitations": waiting if given else [],
        "now": clock.now(),
    }


def _people(one: Organization, reach: Reach) -> list[Person]:
    live = Membership.objects.live().filter(organization=one).select_related("user", "organization")
    found: dict[int, Person] = {}
    for membership in live.order_by("user__last_name", "user__first_name", "id"):
        person = found.setdefault(membership.user_id, Person(membership.user))
        person.roles.append(RoleLine(membership, may_end(reach, membership)))
    return list(found.values())
