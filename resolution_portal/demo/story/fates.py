"""What each task has come to by today: in which municipality, at which school."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from resolution_portal.demo.content.municipalities import LAGGING
from resolution_portal.demo.content.people import SCHOOL, SECOND_SCHOOL
from resolution_portal.demo.content.records import Organization, Register
from resolution_portal.demo.story.remarks import WITHDRAWALS
from resolution_portal.demo.story.shares import BODIES, FIXED, LATER, Fate, Key, portion
from tasks.models import Status

FIRST = "4.1"
LATE_SHARE, OVERDUE_SHARE, RETURN_SHARE = 0.045, 0.35, 0.13
# A few schools are behind elsewhere, too: two big town schools, the rest villages.
OVERDUE_ELSEWHERE = {"smolensk": 2, "vyazma": 1, "roslavl": 1, "safonovo": 1, "elnya": 1, "gagarin": 1, "yartsevo": 1}
_OVERDUE = (Fate(Status.NEW), Fate(Status.IN_PROGRESS), Fate(Status.RETURNED, returns=1), Fate(Status.IN_PROGRESS))
_LAGGING_PACE = 0.12


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
        for place, status in zip(rated, portion(shares, len(rated)), strict=True):
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
            statuses = portion(scaled, len(group), spare)
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


def _withdraw(found: dict[Key, Fate], register: Register, seed: int) -> None:
    """A few small schools that have not begun are let off, each for a reason of its own."""
    rng = Random(f"{seed}:withdrawn")
    small = sorted(register.municipal_schools, key=lambda school: school.facts.pupils if school.facts else 0)
    small = [school for school in small[: max(8, len(small) // 3)] if school.key not in (SCHOOL, SECOND_SCHOOL)]
    for number, words in WITHDRAWALS:
        idle = [school for school in small if found[school.key, number].status == Status.NEW]
        if idle:
            school = rng.choice(idle)
            small.remove(school)
            found[school.key, number] = Fate(Status.WITHDRAWN, words=words)
