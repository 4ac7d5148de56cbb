"""Who may give which role where, and end it: a table written by hand (the cast: organizations/tests/cast.py)."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from organizations.models import Membership, Role
from organizations.permissions import may_end, reach_of, roles_to_give
from organizations.services.people import grant

ANY = "executor controller observer coordinator"
BELOW = "executor controller observer"
GRID = [
    # who        region          vyazma          school5         yartsevo        soiro           other
    ("irina", ANY, ANY, ANY, ANY, ANY, ""),
    ("anna", "", "executor", BELOW, "", "", ""),
    ("olga", "", "", "", "executor", "", ""),
    ("elena", "", "", "", "", "", ""),
    ("dmitry", "", "", "", "", "", ""),
    ("pavel", "", "", "", "", "", ""),
    ("sofia", "", "", "", "", "", ""),
    ("boris", "", "", "", "", "", ""),
    ("stranger", "", "", "", "", "", ANY),
]
PLACES = ["region", "vyazma", "school5", "yartsevo", "soiro", "other"]


@pytest.mark.parametrize(("who", "expected"), [(row[0], row[1:]) for row in GRID], ids=[row[0] for row in GRID])
def test_roles_to_give(cast: SimpleNamespace, who: str, expected: tuple[str, ...]) -> None:
    reach = reach_of(getattr(cast, who))
    found = tuple(" ".join(roles_to_give(reach, getattr(cast, place))) for place in PLACES)
    assert found == expected


@pytest.mark.parametrize(
    ("who", "whose", "role", "expected"),
    [
        ("anna", "elena", Role.EXECUTOR, True),
        ("anna", "olga", Role.EXECUTOR, False),
        ("anna", "anna", Role.EXECUTOR, True),
        ("anna", "anna", Role.CONTROLLER, False),  # the body's controllers are the coordinator's
        ("irina", "anna", Role.CONTROLLER, True),
        ("irina", "galina", Role.COORDINATOR, True),
        ("irina", "irina", Role.COORDINATOR, False),  # her last
        ("elena", "maria", Role.EXECUTOR, False),
        ("elena", "elena", Role.EXECUTOR, False),
        ("stranger", "elena", Role.EXECUTOR, False),
    ],
)
def test_may_end(cast: SimpleNamespace, who: str, whose: str, role: str, expected: bool) -> None:
    membership = Membership.objects.get(user=getattr(cast, whose), role=role)
    assert may_end(reach_of(getattr(cast, who)), membership) is expected


def test_ones_own_role_may_be_ended_while_another_is_left(cast: SimpleNamespace) -> None:
    grant(user=cast.irina, organization=cast.region, role=Role.EXECUTOR, since=date(2020, 9, 1))
    own = Membership.objects.get(user=cast.irina, role=Role.COORDINATOR)
    assert may_end(reach_of(cast.irina), own)
