"""Row scope of documents and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q

from organizations.permissions import Place, Reach, reach_of
from organizations.querysets import successor
from resolution_portal import clock

if TYPE_CHECKING:
    from organizations.models import User
    from tasks.models import Resolution, Task  # noqa: F401  # QuerySet[…] names it

OWED = ("new", "in_progress", "returned")
STATUSES = ("new", "in_progress", "submitted", "returned", "accepted", "withdrawn")


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks by who asks and by what is said of them."""

    def visible_to(self, user: User) -> TaskQuerySet:
        """The union of the person's live memberships over the tree (ARCHITECTURE, rule 5)."""
        return self.filter(in_sight(reach_of(user)))

    def overdue(self, on: date | None = None) -> TaskQuerySet:
        """A report is still owed after its date."""
        return self.filter(overdue_on(on or clock.today()))

    def progress_by(self, column: str, on: date | None = None) -> dict[int, Progress]:
        """How far the tasks are, per value of a foreign key column («directive», «resolution»): one query."""
        statuses = {status: Count("pk", filter=Q(status=status)) for status in STATUSES}
        late = Count("pk", filter=overdue_on(on or clock.today()))
        rows = self.order_by().values_list(column).annotate(total=Count("pk"), overdue=late, **statuses)
        return {row[0]: Progress(*row[1:]) for row in rows}

    def next_dates(self, column: str) -> dict[int, date]:
        """The nearest date ahead on which something is still owed, per value of a foreign key column: one query."""
        ahead = self.order_by().filter(status__in=OWED, due_on__gte=clock.today())
        return dict(ahead.values_list(column).annotate(Min("due_on")))


@dataclass(frozen=True)
class Progress:
    """Counts of tasks: all, overdue, and in each status."""

    total: int = 0
    overdue: int = 0
    new: int = 0
    in_progress: int = 0
    submitted: int = 0
    returned: int = 0
    accepted: int = 0
    withdrawn: int = 0


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Documents by who asks."""

    def visible_to(self, user: User) -> ResolutionQuerySet:
        """With a task in one's scope or the issuer in it; drafts only for the issuer's coordinators."""
        reach = reach_of(user)
        if not reach.places:
            return self.none()
        from_here = Q(issuer__in=[place.organization_id for place in reach.own_only])
        for place in reach.tops:
            from_here |= Q(issuer__path__gte=place.path, issuer__path__lt=successor(place.path))
        tasks = apps.get_model("tasks", "Task").objects.visible_to(user)
        mine = [place.organization_id for place in reach.places if place.role == "coordinator"]
        has_task = Exists(tasks.filter(resolution=OuterRef("pk")))
        return self.filter((~Q(status="draft") & (from_here | has_task)) | Q(status="draft", issuer__in=mine))


def overdue_on(day: date) -> Q:
    """«Просрочено» on a day: a report is still owed after its date (a submitted task is not overdue)."""
    return Q(status__in=OWED, due_on__lt=day)


def in_sight(reach: Reach, prefix: str = "") -> Q:
    """All that the reach sees; ``prefix`` («task__») asks it of what hangs on a task."""
    scopes = [below(place, prefix) for place in reach.tops] + [exactly(place, prefix) for place in reach.own_only]
    return reduce(or_, scopes) if scopes else Q(pk__in=[])


def below(place: Place, prefix: str = "") -> Q:
    """Tasks of the place's organization and of everything below it."""
    return Q(**{f"{prefix}level_{place.depth}": place.organization_id})


def exactly(place: Place, prefix: str = "") -> Q:
    """Tasks of the place's organization alone; the ancestor column leads, so the page stays an index walk."""
    return below(place, prefix) & Q(**{f"{prefix}organization": place.organization_id})
