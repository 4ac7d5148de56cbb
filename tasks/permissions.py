"""Who may do what to a task: pure predicates; one object answers «may they», «which rows», «which people»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from organizations.models import Membership, Organization, Role, User
from organizations.permissions import Place, Reach
from tasks.models import Status, Task
from tasks.querysets import below, exactly
from tasks.transitions import TRANSITIONS

_DECIDES = (Role.CONTROLLER, Role.COORDINATOR)


@dataclass(frozen=True)
class Rule:
    """One right. ``place`` names the membership through which a person has it: the organization they act for."""

    def place(self, reach: Reach, task: Task) -> Place | None:
        """The nearest membership that gives the right on this task, None without it."""
        raise NotImplementedError

    def allows(self, reach: Reach, task: Task) -> bool:
        """May this person act on this task (the status is the transition table's question)."""
        return self.place(reach, task) is not None

    def rows(self, reach: Reach) -> Q:
        """Which tasks this person has the right on."""
        raise NotImplementedError

    def people(self, task: Task) -> QuerySet[User]:
        """Which people have the right on this task, those next to it only."""
        raise NotImplementedError


class Executor(Rule):
    """An executor of the task's own organization."""

    def place(self, reach: Reach, task: Task) -> Place | None:
        return _nearest(
            p for p in reach.places if p.role == Role.EXECUTOR and p.organization_id == task.organization_id
        )

    def rows(self, reach: Reach) -> Q:
        return _union(exactly(p) for p in reach.places if p.role == Role.EXECUTOR)

    def people(self, task: Task) -> QuerySet[User]:
        return _holding(Membership.objects.live().filter(organization=task.organization_id, role=Role.EXECUTOR))


class Reviewer(Rule):
    """A controller or coordinator above, never of what they or their own organization wrote or sent (rule 4).

    At the top, where nobody is above: a controller or coordinator of that organization who neither wrote nor sent.
    """

    def place(self, reach: Reach, task: Task) -> Place | None:
        if reach.user_id in (task.written_by_id, task.submitted_by_id) and reach.user_id is not None:
            return None
        if not task.level_1_id:
            return _nearest(p for p in reach.places if p.decides and p.organization_id == task.organization_id)
        if any(p.acts and p.organization_id == task.organization_id for p in reach.places):
            return None
        return _nearest(
            p for p in reach.places if p.decides and _above(p, task) and p.organization_id != task.submitted_for_id
        )

    def rows(self, reach: Reach) -> Q:
        rights: list[Q] = []
        for p in reach.places:
            if p.decides:
                above = (
                    below(p)
                    & ~Q(organization=p.organization_id)
                    & ~Q(submitted_for=p.organization_id, submitted_for__isnull=False)
                )
                rights.append(above)
                if p.depth == 0:
                    rights.append(Q(organization=p.organization_id))
        own = [p.organization_id for p in reach.places if p.acts and p.depth > 0]
        wrote = Q(written_by=reach.user_id, written_by__isnull=False)
        sent = Q(submitted_by=reach.user_id, submitted_by__isnull=False)
        return _union(rights) & ~Q(organization__in=own) & ~wrote & ~sent

    def people(self, task: Task) -> QuerySet[User]:
        organization = task.organization
        nearest = organization.controlled_from_id or organization.pk
        deciding = Membership.objects.live().filter(organization=nearest, role__in=_DECIDES)
        return _holding(deciding).exclude(pk__in=[pk for pk in (task.written_by_id, task.submitted_by_id) if pk])


class Superior(Rule):
    """A controller or coordinator above; at the top its own coordinator."""

    def place(self, reach: Reach, task: Task) -> Place | None:
        if not task.level_1_id:
            return _nearest(
                p for p in reach.places if p.role == Role.COORDINATOR and p.organization_id == task.organization_id
            )
        return _nearest(p for p in reach.places if p.decides and _above(p, task))

    def rows(self, reach: Reach) -> Q:
        above = [below(p) & ~Q(organization=p.organization_id) for p in reach.places if p.decides]
        top = [exactly(p) for p in reach.places if p.role == Role.COORDINATOR and p.depth == 0]
        return _union([*above, *top])

    def people(self, task: Task) -> QuerySet[User]:
        nearest = task.organization.controlled_from_id or task.organization_id
        return _holding(Membership.objects.live().filter(organization=nearest, role__in=_DECIDES))


class Commenter(Rule):
    """Whoever sees the task, except observers."""

    def place(self, reach: Reach, task: Task) -> Place | None:
        return _nearest(
            p
            for p in reach.places
            if p.acts and (p.organization_id == task.organization_id or (p.reaches_below and _above(p, task)))
        )

    def rows(self, reach: Reach) -> Q:
        return _union(below(p) if p.reaches_below else exactly(p) for p in reach.places if p.acts)

    def people(self, task: Task) -> QuerySet[User]:
        return Executor().people(task) | Superior().people(task)


RULES: dict[str, Rule] = {
    "executor": Executor(),
    "reviewer": Reviewer(),
    "superior": Superior(),
    "commenter": Commenter(),
}


def allowed_actions(reach: Reach, task: Task) -> list[str]:
    """Actions that this person may do to this task now, in the table's order."""
    return [
        name
        for name, transition in TRANSITIONS.items()
        if task.status in transition.sources and RULES[transition.who].allows(reach, task)
    ]


def to_review(reach: Reach) -> Q:
    """The reviewer's own queue: submitted tasks that are routed to one of the person's places."""
    return Q(status=Status.SUBMITTED) & RULES["reviewer"].rows(reach) & routed_to(reach)


def routed_to(reach: Reach) -> Q:
    """Tasks whose reports come to one of the person's places, not to somebody nearer."""
    deciding = [p.organization_id for p in reach.places if p.decides]
    return Q(organization__controlled_from__in=deciding) | Q(level_1__isnull=True)


def may_import(reach: Reach) -> list[int]:
    """Organizations for which the person may import and publish documents: where they are coordinator."""
    return [place.organization_id for place in reach.places if place.role == Role.COORDINATOR]


def issues(reach: Reach, issuer: Organization) -> bool:
    """Whether the person is a coordinator of this issuer."""
    return issuer.pk in may_import(reach)


def sees_from_above(reach: Reach, task: Task) -> bool:
    """Whether the person sees the task as more than an executor of its organization."""
    return any(p.reaches_below and getattr(task, f"level_{p.depth}_id") == p.organization_id for p in reach.places)


def _above(place: Place, task: Task) -> bool:
    level: int | None = getattr(task, f"level_{place.depth}_id", None)
    return level == place.organization_id and task.organization_id != place.organization_id


def _nearest(places: Iterable[Place]) -> Place | None:
    return max(places, key=lambda place: place.depth, default=None)


def _union(parts: Iterable[Q]) -> Q:
    union = Q(pk__in=[])
    for part in parts:
        union |= part
    return union


def _holding(memberships: QuerySet[Membership]) -> QuerySet[User]:
    # A list of keys, not a condition a row: half the time to make, and the plan is the same.
    return User.objects.filter(pk__in=memberships.values("user"))
