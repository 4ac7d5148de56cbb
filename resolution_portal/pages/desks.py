"""Which desk a person sits at: what the start page shows them first and which sections they have."""

from __future__ import annotations

from enum import Enum

from organizations.models import Role
from organizations.permissions import Place, Reach


class Desk(Enum):
    """The four points of view; rights never hang on it."""

    CONTROL = "control"
    MIDDLE = "middle"
    EXECUTOR = "executor"
    NOBODY = "nobody"


def desk_of(reach: Reach) -> Desk:
    """A coordinator and who only observes look on from above; a controller, or who also observes, from the middle."""
    if not reach.places:
        return Desk.NOBODY
    if reach.holds(Role.COORDINATOR):
        return Desk.CONTROL
    if reach.holds(Role.CONTROLLER):
        return Desk.MIDDLE
    if reach.holds(Role.OBSERVER):
        return Desk.MIDDLE if reach.holds(Role.EXECUTOR) else Desk.CONTROL
    return Desk.EXECUTOR


def main_place(reach: Reach) -> Place | None:
    """The place that stands for the person in the frame: where they act before where they look on, the upper first."""
    return min(reach.places, key=lambda place: (not place.acts, place.depth, place.path), default=None)


def executing_places(reach: Reach) -> list[Place]:
    """Organizations whose own items are this person's: as executor, at a coordinator's desk also the coordinator's."""
    roles = {Role.EXECUTOR, Role.COORDINATOR} if desk_of(reach) is Desk.CONTROL else {Role.EXECUTOR}
    places = {place.organization_id: place for place in reach.places if place.role in roles}
    return sorted(places.values(), key=lambda place: place.path)
