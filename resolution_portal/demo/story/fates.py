"""What each task has come to by today: how many, in which municipality, at which school (DOMAIN's spread)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from resolution_portal.demo.content.municipalities import LAGGING
from resolution_portal.demo.content.people import SCHOOL, SECOND_SCHOOL
from resolution_portal.demo.content.records import Organization, Register
from tasks.models import Status

Key = tuple[str, str]  # an organization's key and a directive's number


@dataclass(frozen=True)
class Fate:
    """The status that a task ends in, how often its report came back, and whether it was sent after its date."""

    status: Status
    returns: int = 0
    late: bool = False


FIRST = "4.1"
# Of the schools' later directives, shares of (accepted, under review, returned, in work); the rest has not begun.
LATER: dict[str, tuple[float, float, float, float]] = {
    "4.2": (0.325, 0.100, 0.018, 0.330),
    "4.3": (0.378, 0.095, 0.014, 0.310),
    "4.4": (0.254, 0.090, 0.012, 0.300),
    "4.5": (0.284, 0.075, 0.006, 0.220),
    "4.6": (0.216, 0.070, 0.006, 0.200),
}
LATE_SHARE, OVERDUE_SHARE, RETURN_SHARE = 0.045, 0.35, 0.13
# A few schools are behind elsewhere, too: two big town schools, the rest villages.
OVERDUE_ELSEWHERE = {"smolensk": 2, "vyazma": 1, "roslavl": 1, "safonovo": 1, "elnya": 1, "gagarin": 1, "yartsevo": 1}
_OVERDUE = (Fate(Status.NEW), Fate(Status.IN_PROGRESS), Fate(Status.RETURNED, returns=1), Fate(Status.IN_PROGRESS))
_LAGGING_PACE = 0.12

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
# Of the bodies' directives, shares as in LATER.
BODIES: dict[str, tuple[float, float, float, float]] = {
    "2.1": (0.97, 0.0, 0.0, 0.0),
    "2.2": (0.0, 0.0, 0.0, 0.5),
    "2.3": (0.23, 0.0, 0.0, 0.3),
    "2.4": (0.19, 0.0, 0.0, 0.4),
}


def fates(register: Register, *, seed: int) -> dict[Key, Fate]:
    """The fate of every task of the register."""
    found = dict(FIXED)
    found |= _bodies(register, seed)
    groups = [_schools_of(register, place.key) for place in (*register.municipalities, register.department)]
    behind = {school.key: fate for group in groups for school, fate in _behind(group, seed)}
    for group in groups:
        found |= {(school.key, FIRST): _first(school, behind, seed) for school in group}
    found |= _later(groups, behind, seed)
    _withdraw(found, register, seed)
    keys = {place.key for place in register}
    return {key: fate for key, fate in (found | FIXED).items() if key[0] in keys}


def _schools_of(register: Register, key: str) -> list[Organization]:
    return [school for school in register.schools if school.parent == key]


def _bodies(register: Register, seed: int) -> dict[Key, Fate]:
    found: dict[Key, Fate] = {}
    for number, shares in BODIES.items():
        rng = Random(f"{seed}:bodies:{number}")
        rated = sorted(register.municipalities, key=lambda place: (place.key in LAGGING, rng.random()))
        for place, status in zip(rated, _statuses(shares, len(rated)), strict=True):
            found[place.key, number] = _fate(status, rng)
    return found


def _behind(schools: Sequence[Organization], seed: int) -> Iterator[tuple[Organization, Fate]]:
    """The schools that have not handed in the first directive, small villages before others."""
    parent = schools[0].parent or "" if schools else ""
    count = round(OVERDUE_SHARE * len(schools)) if parent in LAGGING else OVERDUE_ELSEWHERE.get(parent, 0)
    rng = Random(f"{seed}:behind:{parent}")

    def worst(school: Organization) -> tuple[bool, float]:
        pupils = school.facts.pupils if school.facts else 0
        return school.key != SECOND_SCHOOL, (-pupils if parent == "smolensk" else pupils) * rng.uniform(0.5, 1.5)

    candidates = sorted((school for school in schools if school.key != SCHOOL), key=worst)
    # In the smallest registers a municipality has a single school: it need not be the one behind.
    chosen = candidates[: min(count, max(1, len(schools) // 2))] if count else []
    for school in chosen:
        yield school, rng.choice(_OVERDUE)


def _first(school: Organization, behind: dict[str, Fate], seed: int) -> Fate:
    if school.key in behind:
        return behind[school.key]
    rng = Random(f"{seed}:first:{school.key}")
    return _fate(Status.ACCEPTED, rng, late=rng.random() < LATE_SHARE)


def _later(groups: Sequence[Sequence[Organization]], behind: dict[str, Fate], seed: int) -> dict[Key, Fate]:
    """The other directives of the schools; what is rounded off in one municipality goes to the next."""
    found: dict[Key, Fate] = {}
    paces = [_pace(group, seed) for group in groups]
    everybody = sum(len(group) for group in groups)
    evenly = everybody / (sum(pace * len(group) for pace, group in zip(paces, groups, strict=True)) or 1)
    spare = [0.0] * 4
    for group, pace in zip(groups, paces, strict=True):
        for number, shares in LATER.items():
            scaled = (shares[0] * pace * evenly, shares[1] * min(1, pace * 1.3) * 1.05, shares[2], shares[3])
            statuses = _statuses(scaled, len(group), spare)
            found |= _share_out(group, number, statuses, behind, seed)
    return found


def _pace(schools: Sequence[Organization], seed: int) -> float:
    """How far the schools of one municipality are, beside the mean of the region."""
    parent = schools[0].parent or "" if schools else ""
    return _LAGGING_PACE if parent in LAGGING else Random(f"{seed}:pace:{parent}").uniform(0.65, 1.3)


def _share_out(
    schools: Sequence[Organization], number: str, statuses: list[Status], behind: dict[str, Fate], seed: int
) -> dict[Key, Fate]:
    """The best go furthest; who is behind with the first directive has not got far with others."""
    rng = Random(f"{seed}:later:{number}:{schools[0].parent if schools else ''}")
    found: dict[Key, Fate] = {}
    for school in schools:
        if fixed := FIXED.get((school.key, number)):
            statuses.remove(fixed.status if fixed.status in statuses else statuses[-1])
            found[school.key, number] = fixed

    def best(school: Organization) -> float:
        steady = Random(f"{seed}:steady:{school.key}").random()
        return -steady - rng.random() * 0.8 + (3 if school.key in behind else 0)

    rest = [school for school in schools if (school.key, number) not in found]
    for school, status in zip(sorted(rest, key=best), statuses, strict=True):
        found[school.key, number] = _fate(status, rng)
    return found


def _fate(status: Status, rng: Random, *, late: bool = False) -> Fate:
    came_back = status in (Status.ACCEPTED, Status.SUBMITTED) and rng.random() < RETURN_SHARE
    return Fate(status, returns=1 if came_back or status == Status.RETURNED else 0, late=late)


def _statuses(shares: Sequence[float], count: int, spare: list[float] | None = None) -> list[Status]:
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


def _withdraw(found: dict[Key, Fate], register: Register, seed: int) -> None:
    """A handful of tasks are taken off control with a reason."""
    idle = sorted(
        key
        for key, fate in found.items()
        if key[1] in ("4.2", "4.4", "4.6") and fate.status == Status.NEW and key not in FIXED
    )
    for key in Random(f"{seed}:withdrawn").sample(idle, min(4, len(idle))):
        found[key] = Fate(Status.WITHDRAWN)
