"""Who is told: the responsible person, else the executors, else the organization's mailbox; escalations go up.

A new step of escalation needs its rule (``tasks/models/reminding.py``), whom it goes to (``_told``), and a place among
the streams (``tasks/reminding/steps.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q

from organizations.models import Membership, Organization, Role, User
from tasks.models import Rule, Task
from tasks.reminding.due import Due

_BATCH = 5000
_DECIDES = (Role.CONTROLLER, Role.COORDINATOR)


class Part(StrEnum):
    """As what a line stands in somebody's letter."""

    OWN = "own"
    BELOW = "below"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Mailbox:
    """An organization in which nobody has an account: a letter to its own address."""

    organization: Organization

    @property
    def email(self) -> str:
        return self.organization.email


Recipient = User | Mailbox


@dataclass(frozen=True)
class Line:
    """One step in one recipient's letter."""

    due: Due
    part: Part


@dataclass
class _Staff:
    """People by organization, of a day, and where each has a place."""

    executors: dict[int, list[User]] = field(default_factory=lambda: defaultdict(list))
    deciding: dict[int, list[User]] = field(default_factory=lambda: defaultdict(list))
    coordinators: dict[int, list[User]] = field(default_factory=lambda: defaultdict(list))
    places: set[tuple[int, int]] = field(default_factory=set)


def recipients(found: Sequence[Due], *, today: date) -> list[list[tuple[Recipient, Line]]]:
    """For each step who is told of it, and as what."""
    staff = _staff([due.task for due in found], today)
    return [_told(due, staff) for due in found]


def home_of(line: Line) -> int:
    """The organization for whose sake the recipient is told: the task's own, or the one above that they look from."""
    task = line.due.task
    if line.part is Part.OWN:
        return task.organization_id
    return _top(task) if line.due.step.rule == Rule.COORDINATOR else _controls(task)


def _told(due: Due, staff: _Staff) -> list[tuple[Recipient, Line]]:
    task = due.task
    if due.step.rule == Rule.COORDINATOR:
        return _to(staff.coordinators[_top(task)], due, Part.BELOW)
    if due.step.rule == Rule.CONTROLLER:
        return _to(staff.deciding[_controls(task)], due, Part.BELOW)
    people = _executors(task, staff)
    if people:
        return _to(people, due, Part.OWN)
    mailbox: list[Recipient] = [Mailbox(task.organization)] if task.organization.email else []
    return _to(mailbox, due, Part.OWN) + _to(staff.deciding[_controls(task)], due, Part.NOBODY)


def _executors(task: Task, staff: _Staff) -> list[User]:
    person = task.responsible
    if person is not None and (person.pk, task.organization_id) in staff.places:
        return [person]
    return staff.executors[task.organization_id]


def _to(people: Iterable[Recipient], due: Due, part: Part) -> list[tuple[Recipient, Line]]:
    return [(person, Line(due, part)) for person in people]


def _controls(task: Task) -> int:
    """Where the task is controlled from; at the top from the organization itself."""
    return task.organization.controlled_from_id or task.organization_id


def _top(task: Task) -> int:
    return task.level_0_id or task.organization_id


def _staff(tasks: Sequence[Task], today: date) -> _Staff:
    staff = _Staff()
    own, controls = {t.organization_id for t in tasks}, {_controls(t) for t in tasks}
    tops = {_top(t) for t in tasks}
    wanted = sorted(own | controls | tops)
    for start in range(0, len(wanted), _BATCH):
        asked = Q(organization__in=wanted[start : start + _BATCH])
        live = Membership.objects.live(today).filter(asked).exclude(role=Role.OBSERVER)
        for membership in live.select_related("user").order_by("user_id", "id"):
            _place(membership, staff)
    return staff


def _place(membership: Membership, staff: _Staff) -> None:
    where, user = membership.organization_id, membership.user
    staff.places.add((user.pk, where))
    if membership.role == Role.EXECUTOR:
        staff.executors[where].append(user)
    if membership.role in _DECIDES and user not in staff.deciding[where]:
        staff.deciding[where].append(user)
    if membership.role == Role.COORDINATOR:
        staff.coordinators[where].append(user)
