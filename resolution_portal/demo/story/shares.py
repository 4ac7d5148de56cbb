"""How many tasks have come how far, and whose story is told on purpose: the figures of the demo's spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resolution_portal.demo.content.people import SCHOOL, SECOND_SCHOOL
from tasks.models import Status

Key = tuple[str, str]  # an organization's key and a directive's number


@dataclass(frozen=True)
class Fate:
    """The status a task ends in, how often its report came back, whether it was late, why it was withdrawn."""

    status: Status
    returns: int = 0
    late: bool = False
    words: str = ""


# Of the schools' later directives, shares of (accepted, under review, returned, in work); the rest has not begun.
LATER: dict[str, tuple[float, float, float, float]] = {
    "4.2": (0.325, 0.105, 0.014, 0.330),
    "4.3": (0.378, 0.100, 0.011, 0.310),
    "4.4": (0.254, 0.095, 0.008, 0.300),
    "4.5": (0.284, 0.080, 0.005, 0.220),
    "4.6": (0.216, 0.075, 0.003, 0.200),
}
# Of the bodies' directives, shares as in LATER.
BODIES: dict[str, tuple[float, float, float, float]] = {
    "2.1": (0.97, 0.0, 0.0, 0.0),
    "2.2": (0.0, 0.0, 0.0, 0.5),
    "2.3": (0.23, 0.0, 0.0, 0.3),
    "2.4": (0.19, 0.0, 0.0, 0.4),
}

# Those whose story the README's accounts show.
FIXED: dict[Key, Fate] = {
    (SCHOOL, "4.1"): Fate(Status.ACCEPTED, returns=1),
    (SCHOOL, "4.2"): Fate(Status.RETURNED, returns=1),
    (SCHOOL, "4.3"): Fate(Status.IN_PROGRESS),
    (SCHOOL, "4.4"): Fate(Status.NEW),
    (SCHOOL, "4.5"): Fate(Status.SUBMITTED),
    (SCHOOL, "4.6"): Fate(Status.ACCEPTED),
    (SECOND_SCHOOL, "4.1"): Fate(Status.IN_PROGRESS),
    (SECOND_SCHOOL, "4.2"): Fate(Status.IN_PROGRESS),
    (SECOND_SCHOOL, "4.3"): Fate(Status.SUBMITTED),
    (SECOND_SCHOOL, "4.4"): Fate(Status.NEW),
    ("cyril", "4.3"): Fate(Status.SUBMITTED),
    ("rudnya", "2.1"): Fate(Status.SUBMITTED, late=True),
    ("hislavichi", "2.1"): Fate(Status.SUBMITTED, late=True),
    ("velizh", "2.1"): Fate(Status.IN_PROGRESS),
    ("duhovschina", "2.1"): Fate(Status.ACCEPTED, late=True),
    ("vyazma", "2.1"): Fate(Status.ACCEPTED),
    ("vyazma", "2.2"): Fate(Status.IN_PROGRESS),
    ("vyazma", "2.3"): Fate(Status.NEW),
    ("vyazma", "2.4"): Fate(Status.RETURNED, returns=1),
    ("department", "1.1"): Fate(Status.IN_PROGRESS),
    ("department", "1.2"): Fate(Status.IN_PROGRESS),
    ("department", "1.3"): Fate(Status.SUBMITTED),
    ("soiro", "3.1"): Fate(Status.IN_PROGRESS),
}


def portion(shares: Sequence[float], count: int, spare: list[float] | None = None) -> list[Status]:
    """So many of each status as the shares say, the furthest first; ``spare`` carries what rounding leaves."""
    carried = spare if spare is not None else [0.0] * len(shares)
    found: list[Status] = []
    furthest = (Status.ACCEPTED, Status.SUBMITTED, Status.RETURNED, Status.IN_PROGRESS)
    for place, (share, status) in enumerate(zip(shares, furthest, strict=True)):
        exact = share * count + carried[place]
        whole = max(0, min(round(exact), count - len(found)))
        carried[place] = exact - whole
        found += [status] * whole
    return found + [Status.NEW] * (count - len(found))
