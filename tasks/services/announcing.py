"""Telling executors of a publication: one letter a person, whatever the number of their items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from organizations.models import Membership, Role, User
from resolution_portal.notices.letters import Draft, post_many
from tasks.models import Resolution, Task

_BATCH = 200  # people whose letters are made at a time: a region's 400 fit in two


def announce(*, resolution: Resolution, key: str, stamp: datetime, now: datetime) -> int:
    """Write «Новый документ на контроле» to the executors of the tasks stamped ``stamp``; how many letters are new.

    The letter's key is the publication and the person: going on after a break writes nobody twice.
    """
    created = Task.objects.filter(resolution=resolution, created_at=stamp)
    executors = Membership.objects.live().filter(role=Role.EXECUTOR, organization__in=created.values("organization"))
    places: dict[User, set[int]] = defaultdict(set)
    for membership in executors.select_related("user").order_by("user_id"):
        places[membership.user].add(membership.organization_id)
    people = list(places)
    posted = 0
    for start in range(0, len(people), _BATCH):
        batch = people[start : start + _BATCH]
        tasks = _tasks_of(created, {place for user in batch for place in places[user]})
        drafts = [_draft(resolution, key, user, [t for p in places[user] for t in tasks[p]]) for user in batch]
        posted += post_many(drafts, now=now)
    return posted


def _tasks_of(created: Any, organizations: Iterable[int]) -> dict[int, list[Task]]:
    found: dict[int, list[Task]] = defaultdict(list)
    for task in created.filter(organization__in=list(organizations)).select_related("directive__section"):
        found[task.organization_id].append(task)
    return found


def _draft(resolution: Resolution, key: str, user: User, tasks: list[Task]) -> Draft:
    in_order = sorted(tasks, key=lambda task: (task.directive.section.position, task.directive.position, task.due_on))
    lead = ngettext(
        "Вашей организации направлен %(n)d пункт документа.",
        "Вашей организации направлено %(n)d пунктов документа.",
        len(tasks),
    ) % {"n": len(tasks)}
    return Draft(
        type="assigned",
        template="tasks/letters/assigned",
        recipient=user,
        once_key=f"assigned:{key}:{user.pk}",
        context={
            "salutation": user.get_salutation(),
            "lead": lead,
            "resolution": resolution,
            "tasks": in_order,
            "first": min(in_order, key=lambda task: task.due_on),
            "url": f"{settings.SITE_URL}{reverse('tasks')}?resolution={resolution.pk}",
        },
        headers={"X-Portal-Tasks": ",".join(str(task.pk) for task in in_order)},
    )
