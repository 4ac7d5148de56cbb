"""What a person's live memberships reach: the ground under every row scope and every right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.apps import apps

from resolution_portal import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organizations.models import Membership, Organization, User


@dataclass(frozen=True)
class Place:
    """One live membership: a role in an organization and where that stands in the tree."""

    role: str
    organization_id: int
    path: str
    depth: int

    @property
    def reaches_below(self) -> bool:
        return self.role != "executor"

    @property
    def acts(self) -> bool:
        return self.role != "observer"

    @property
    def decides(self) -> bool:
        return self.role in {"controller", "coordinator"}


@dataclass(frozen=True)
class Reach:
    """All that a person's memberships reach on one day."""

    user_id: int | None
    places: tuple[Place, ...]

    @cached_property
    def tops(self) -> tuple[Place, ...]:
        """Places whose subtrees the person sees, nested ones collapsed to the upper."""
        kept: list[Place] = []
        for place in sorted((p for p in self.places if p.reaches_below), key=lambda p: (p.depth, p.path)):
            if not any(place.path.startswith(upper.path) for upper in kept):
                kept.append(place)
        return tuple(kept)

    @cached_property
    def own_only(self) -> tuple[Place, ...]:
        """Executors' places outside every subtree of ``tops``."""
        kept: dict[int, Place] = {}
        for place in self.places:
            if not place.reaches_below and not any(place.path.startswith(top.path) for top in self.tops):
                kept.setdefault(place.organization_id, place)
        return tuple(kept.values())

    def roles_at(self, organization_id: int) -> frozenset[str]:
        """The roles held in exactly this organization."""
        return frozenset(place.role for place in self.places if place.organization_id == organization_id)

    def holds(self, *roles: str) -> bool:
        """Whether the person has one of the roles anywhere."""
        return any(place.role in roles for place in self.places)


NOBODY = Reach(user_id=None, places=())
_GIVEN = ("executor", "controller", "observer", "coordinator")  # the usual first: the order of the form's choices


def reach_of(user: User | AnonymousUser) -> Reach:
    """Read the person's live memberships; a page's request remembers them (see ``remember``)."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    remembered: Reach | None = user.__dict__.get("_reach")
    return remembered or _read(user.pk)


def roles_to_give(reach: Reach, organization: Organization) -> list[str]:
    """The roles that the person may give in this organization, and take away there.

    A coordinator: any, in all their subtree. A controller: executor, controller and observer below their body, and in
    the body itself executors only. Nobody else gives any.
    """
    given: set[str] = set()
    for place in reach.places:
        if not place.decides or not organization.path.startswith(place.path):
            continue
        if place.role == "coordinator":
            return list(_GIVEN)
        given |= {"executor"} if place.organization_id == organization.pk else {"executor", "controller", "observer"}
    return [role for role in _GIVEN if role in given]


def may_end(reach: Reach, membership: Membership) -> bool:
    """Whoever may give a role may end it, but nobody shuts themselves out by ending their own last one."""
    if membership.user_id == reach.user_id and len(reach.places) == 1:
        return False
    return membership.role in roles_to_give(reach, membership.organization)


def remember(user: User | AnonymousUser) -> None:
    """Keep the reach on this user object for the length of one request."""
    if user.is_authenticated:
        user.__dict__["_reach"] = _read(user.pk)


def _read(user_id: int) -> Reach:
    memberships = apps.get_model("organizations", "Membership")._default_manager.filter(user_id=user_id)
    rows = memberships.live(clock.today()).values_list(
        "role", "organization_id", "organization__path", "organization__depth"
    )
    return Reach(user_id=user_id, places=tuple(Place(*row) for row in rows))
