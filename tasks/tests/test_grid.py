# ruff: noqa: E501
"""Who may do what to whose task in which status: written by hand, one letter a status in which it is allowed.

n new · p in progress · s submitted · r returned · a accepted · w withdrawn · «-» never. A row or a person missing
here fails the test. (organizations/tests/cast.py tells who is who.)
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from organizations.permissions import reach_of
from tasks.models import Status, Task
from tasks.permissions import RULES, allowed_actions
from tasks.tests.states import put
from tasks.transitions import TRANSITIONS

LETTERS = {
    "n": Status.NEW,
    "p": Status.IN_PROGRESS,
    "s": Status.SUBMITTED,
    "r": Status.RETURNED,
    "a": Status.ACCEPTED,
    "w": Status.WITHDRAWN,
}
PEOPLE = "elena maria tatyana anna boris olga yulia larisa sofia dmitry irina galina pavel stranger foreign".split()
GRID = """
place   sent     action   elena maria tatyana anna  boris olga  yulia larisa sofia dmitry irina galina pavel stranger foreign
school5 elena    start    n     n     -       -     -     -     -     -      -     -      -     -      -     -        -
school5 elena    report   npr   npr   -       -     -     -     -     -      -     -      -     -      -     -        -
school5 elena    recall   s     s     -       -     -     -     -     -      -     -      -     -      -     -        -
school5 elena    accept   -     -     -       s     -     -     -     -      -     -      s     s      -     -        -
school5 elena    return   -     -     -       s     -     -     -     -      -     -      s     s      -     -        -
school5 elena    reopen   -     -     -       a     -     -     -     -      -     -      a     a      -     -        -
school5 elena    withdraw -     -     -       npsr  -     -     -     -      -     -      npsr  npsr   -     -        -
school5 elena    restore  -     -     -       w     -     -     -     -      -     -      w     w      -     -        -
school5 elena    comment  npsra npsra -       npsra -     -     -     -      -     -      npsra npsra  -     -        -
school1 yulia    start    -     -     -       -     -     -     n     -      -     -      -     -      -     -        -
school1 yulia    report   -     -     -       -     -     -     npr   -      -     -      -     -      -     -        -
school1 yulia    recall   -     -     -       -     -     -     s     -      -     -      -     -      -     -        -
school1 yulia    accept   -     -     -       -     -     s     -     -      -     -      s     s      -     -        -
school1 yulia    return   -     -     -       -     -     s     -     -      -     -      s     s      -     -        -
school1 yulia    reopen   -     -     -       -     -     a     -     -      -     -      a     a      -     -        -
school1 yulia    withdraw -     -     -       -     -     npsr  -     -      -     -      npsr  npsr   -     -        -
school1 yulia    restore  -     -     -       -     -     w     -     -      -     -      w     w      -     -        -
school1 yulia    comment  -     -     -       -     -     npsra npsra -      -     -      npsra npsra  -     -        -
lyceum  larisa   start    -     -     -       -     -     -     -     n      -     -      -     -      -     -        -
lyceum  larisa   report   -     -     -       -     -     -     -     npr    -     -      -     -      -     -        -
lyceum  larisa   recall   -     -     -       -     -     -     -     s      -     -      -     -      -     -        -
lyceum  larisa   accept   -     -     -       -     -     -     -     -      -     -      s     s      -     -        -
lyceum  larisa   return   -     -     -       -     -     -     -     -      -     -      s     s      -     -        -
lyceum  larisa   reopen   -     -     -       -     -     -     -     -      -     -      a     a      -     -        -
lyceum  larisa   withdraw -     -     -       -     -     -     -     -      -     -      npsr  npsr   -     -        -
lyceum  larisa   restore  -     -     -       -     -     -     -     -      -     -      w     w      -     -        -
lyceum  larisa   comment  -     -     -       -     -     -     -     npsra  -     -      npsra npsra  -     -        -
vyazma  anna     start    -     -     -       n     -     -     -     -      -     -      -     -      -     -        -
vyazma  anna     report   -     -     -       npr   -     -     -     -      -     -      -     -      -     -        -
vyazma  anna     recall   -     -     -       s     -     -     -     -      -     -      -     -      -     -        -
vyazma  anna     accept   -     -     -       -     -     -     -     -      -     -      s     s      -     -        -
vyazma  anna     return   -     -     -       -     -     -     -     -      -     -      s     s      -     -        -
vyazma  anna     reopen   -     -     -       -     -     -     -     -      -     -      a     a      -     -        -
vyazma  anna     withdraw -     -     -       -     -     -     -     -      -     -      npsr  npsr   -     -        -
vyazma  anna     restore  -     -     -       -     -     -     -     -      -     -      w     w      -     -        -
vyazma  anna     comment  -     -     -       npsra -     -     -     -      -     -      npsra npsra  -     -        -
soiro   sofia    start    -     -     -       -     -     -     -     -      n     -      -     -      -     -        -
soiro   sofia    report   -     -     -       -     -     -     -     -      npr   -      -     -      -     -        -
soiro   sofia    recall   -     -     -       -     -     -     -     -      s     -      -     -      -     -        -
soiro   sofia    accept   -     -     -       -     -     -     -     -      -     -      s     s      -     -        -
soiro   sofia    return   -     -     -       -     -     -     -     -      -     -      s     s      -     -        -
soiro   sofia    reopen   -     -     -       -     -     -     -     -      -     -      a     a      -     -        -
soiro   sofia    withdraw -     -     -       -     -     -     -     -      -     -      npsr  npsr   -     -        -
soiro   sofia    restore  -     -     -       -     -     -     -     -      -     -      w     w      -     -        -
soiro   sofia    comment  -     -     -       -     -     -     -     -      npsra -      npsra npsra  -     -        -
region  dmitry   start    -     -     -       -     -     -     -     -      -     n      -     -      -     -        -
region  dmitry   report   -     -     -       -     -     -     -     -      -     npr    -     -      -     -        -
region  dmitry   recall   -     -     -       -     -     -     -     -      -     s      -     -      -     -        -
region  dmitry   accept   -     -     -       -     -     -     -     -      -     -      s     s      -     -        -
region  dmitry   return   -     -     -       -     -     -     -     -      -     -      s     s      -     -        -
region  dmitry   reopen   -     -     -       -     -     -     -     -      -     -      a     a      -     -        -
region  dmitry   withdraw -     -     -       -     -     -     -     -      -     -      npsr  npsr   -     -        -
region  dmitry   restore  -     -     -       -     -     -     -     -      -     -      w     w      -     -        -
region  dmitry   comment  -     -     -       -     -     -     -     -      -     npsra  npsra npsra  -     -        -
region  irina    accept   -     -     -       -     -     -     -     -      -     -      -     s      -     -        -
region  irina    return   -     -     -       -     -     -     -     -      -     -      -     s      -     -        -
region  irina    reopen   -     -     -       -     -     -     -     -      -     -      -     a      -     -        -
"""
HEAD, *ROWS = [line.split() for line in GRID.strip().splitlines()]
PLACES = ["school5", "school1", "lyceum", "vyazma", "soiro", "region"]
DIRECTIVES = {"school5": "d41", "school1": "d41", "lyceum": "d41", "vyazma": "d21", "soiro": "d31", "region": "d11"}


def test_the_grid_has_every_place_action_and_person(cast: SimpleNamespace) -> None:
    assert HEAD[3:] == PEOPLE
    assert {(row[0], row[2]) for row in ROWS} == {(place, action) for place in PLACES for action in TRANSITIONS}
    signed_up = {name for name, value in vars(cast).items() if type(value).__name__ == "User"}
    assert signed_up == set(PEOPLE)


def test_grid(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    reaches = {name: reach_of(getattr(cast, name)) for name in PEOPLE}
    found = []
    for place, sent, action, *_cells in ROWS:
        task = document.task(getattr(cast, place), getattr(document, DIRECTIVES[place]))
        allowed = dict.fromkeys(PEOPLE, "")
        for letter, status in LETTERS.items():
            put(task, status, sent_by=getattr(cast, sent))
            for name, reach in reaches.items():
                if action in allowed_actions(reach, task):
                    allowed[name] += letter
        found.append([place, sent, action, *(letters or "-" for letters in allowed.values())])
    assert found == ROWS


@pytest.mark.parametrize("place", PLACES)
def test_rows_and_predicate_agree(place: str, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    """«Which rows» and «may this person» of one rule must never differ."""
    sender = next(row[1] for row in ROWS if row[0] == place)
    task = document.task(getattr(cast, place), getattr(document, DIRECTIVES[place]))
    put(task, Status.SUBMITTED, sent_by=getattr(cast, sender))
    for name in PEOPLE:
        reach = reach_of(getattr(cast, name))
        for who, rule in RULES.items():
            rows = set(Task.objects.filter(rule.rows(reach)).values_list("pk", flat=True))
            allowed = {task.pk for task in Task.objects.all() if rule.allows(reach, task)}
            assert rows == allowed, (name, who)


def test_nobody_reviews_what_their_organization_sent_for_another(
    cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    task = document.task(cast.school5, document.d41)
    put(task, Status.SUBMITTED, sent_by=cast.olga, submitted_for=cast.vyazma)
    assert "accept" not in allowed_actions(reach_of(cast.anna), task)
    assert "accept" in allowed_actions(reach_of(cast.irina), task)
