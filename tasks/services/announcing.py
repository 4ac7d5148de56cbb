"""Telling executors of a publication: one message a person, whatever the number of their items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from organizations.models import Membership, Organization, Role, User
from resolution_portal.notices.telling import Message, tell
from tasks.models import Resolution, Task
from tasks.services.telling import message, reviewers_of

_BATCH = 200  # people whose letters are made at a time: a region's 400 fit in two


def announce(*, resolution: Resolution, key: str, stamp: datetime, now: datetime) -> None:
    """Tell the executors of the tasks stamped ``stamp`` «Новый документ на контроле».

    The message's key is the publication and the person: going on after a break writes nobody twice.
    """
    created = Task.objects.filter(resolution=resolution, created_at=stamp)
    executors = Membership.objects.live().filter(role=Role.EXECUTOR, organization__in=created.values("organization"))
    places: dict[User, set[Organization]] = defaultdict(set)
    for membership in executors.select_related("user", "organization").order_by("user_id"):
        places[membership.user].add(membership.organization)
    people = list(places)
    for start in range(0, len(people), _BATCH):
        batch = people[start : start + _BATCH]
        at_hand = {place for user in batch for place in places[user]}
        tasks, reviewers = _tasks_of(created, [place.pk for place in at_hand]), reviewers_of(at_hand)
        messages = []
        for user in batch:
            mine = [task for place in places[user] for task in tasks[place.pk]]
            contact = next((reviewers[place.pk] for place in places[user] if place.pk in reviewers), None)
            messages.append(_message(resolution, key, user, mine, contact))
        tell(messages, now=now)


def _tasks_of(created: Any, organizations: Iterable[int]) -> dict[int, list[Task]]:
    found: dict[int, list[Task]] = defaultdict(list)
    for task in created.filter(organization__in=list(organizations)).select_related("directive__section"):
        found[task.organization_id].append(task)
    return found


def _message(resolution: Resolution, key: str, user: User, tasks: list[Task], contact: User | None) -> Message:
    in_order = sorted(tasks, key=lambda task: (task.directive.section.position, task.directive.position, task.due_on))
    lead = ngettext(
        "Вашей организации направлен %(n)d пункт документа.",
        "Вашей организации направлено %(n)d пунктов документа.",
        len(tasks),
    ) % {"n": len(tasks)}
    return message(
        "assigned",
        user,
        in_order,
        once_key=f"assigned:{key}:{user.pk}",
        url=f"{reverse('tasks')}?resolution={resolution.pk}",
        lead=lead,
        contact=contact,
        resolution=resolution,
        first=min(in_order, key=lambda task: task.due_on),
    )
