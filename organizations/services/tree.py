"""The tree's writer: places, moves, and what must follow a move in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from organizations.models import Organization, OrganizationMove, User
from organizations.services.people import route
from resolution_portal import clock
from resolution_portal.problems import Impossible, Invalid

STEP = 6  # digits of a path per level
MAX_DEPTH = 3  # as many ancestor columns as tasks have, less one

#: What rewrites its own copies of the tree when an organization moves; upper apps add theirs in ``ready()``.
FOLLOWERS: list[Callable[[Organization], None]] = []


def next_path(parent: Organization | None) -> str:
    """The first free path below ``parent`` (at the top without one)."""
    siblings = Organization.objects.filter(parent=parent)
    last = siblings.aggregate(last=Max("path"))["last"]
    number = int(last[-STEP:]) + 1 if last else 1
    return (parent.path if parent else "") + str(number).zfill(STEP)


@transaction.atomic
def move(
    *, organization: Organization, parent: Organization, by: User | None, now: datetime | None = None
) -> OrganizationMove:
    """Hang the organization and everything below it on another one; all its tasks follow, the past stays in Events.

    Raises Invalid for a place inside itself or too deep, Impossible when somebody moved it meanwhile.
    """
    _check_place(organization, parent)
    old_parent, old_path, shift = organization.parent, organization.path, parent.depth + 1 - organization.depth
    path = next_path(parent)
    mine = Organization.objects.filter(pk=organization.pk, version=organization.version, path=old_path)
    # Conditional: of two who move it at once the second finds another version. Parent and depth change together.
    if not mine.update(parent=parent, path=path, depth=parent.depth + 1, version=F("version") + 1):
        raise Impossible(_("Организацию уже изменили. Обновите страницу и повторите."))
    Organization.objects.below(organization, itself=False).update(
        path=Concat(Value(path), Substr("path", len(old_path) + 1)), depth=F("depth") + shift, version=F("version") + 1
    )
    organization.refresh_from_db()
    route(Organization.objects.below(organization))
    for follow in FOLLOWERS:
        follow(organization)
    return OrganizationMove.objects.create(
        organization=organization, old_parent=old_parent, new_parent=parent, at=now or clock.now(), by=by
    )


def _check_place(organization: Organization, parent: Organization) -> None:
    if parent.path.startswith(organization.path):
        raise Invalid(_("Организацию нельзя подчинить ей самой или нижестоящей."))
    deepest = Organization.objects.below(organization).aggregate(depth=Max("depth"))["depth"]
    deepest = organization.depth if deepest is None else deepest  # moved meanwhile: the update will tell
    if deepest + parent.depth + 1 - organization.depth > MAX_DEPTH:
        raise Invalid(_("В дереве не больше четырёх уровней: выберите вышестоящую организацию уровнем выше."))
