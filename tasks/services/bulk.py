"""One act on many tasks at once: set-based, what changed meanwhile is left out and named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import User
from organizations.permissions import Reach, reach_of
from resolution_portal import clock
from resolution_portal.problems import Absent, Forbidden, Invalid, Stale
from tasks.models import Task
from tasks.permissions import RULES
from tasks.services import ledger, telling
from tasks.transitions import TRANSITIONS

MOST = 100


@dataclass(frozen=True)
class Outcome:
    """Which tasks were acted on, and which were left as they are because they changed."""

    done: list[Task]
    left_out: list[Task]


@transaction.atomic
def accept(*, versions: Mapping[int, int], by: User, channel: str, now: datetime | None = None) -> Outcome:
    """Accept the reports of these tasks, each with the version that the person saw.

    Raises Invalid (none, or too many), Absent (one is not to be seen), Forbidden (one is not theirs to review) or
    Stale (nothing is left to accept).
    """
    if not 0 < len(versions) <= MOST:
        raise Invalid(_("Выберите от 1 до %(most)d отчётов.") % {"most": MOST})
    now = now or clock.now()
    try:
        return _accept(versions, by, channel, now)
    except Stale:  # somebody was faster between our reading and writing: what they changed is left out now
        return _accept(versions, by, channel, now)


def _accept(versions: Mapping[int, int], by: User, channel: str, now: datetime) -> Outcome:
    found = (
        Task.objects.visible_to(by).filter(pk__in=versions).select_related("directive", "organization", "resolution")
    )
    tasks = sorted(found, key=lambda task: list(versions).index(task.pk))
    if len(tasks) < len(versions):
        raise Absent(_("Отчёт не найден. Обновите страницу."))
    step, reach = TRANSITIONS["accept"], reach_of(by)
    fresh = [task for task in tasks if task.version == versions[task.pk] and task.status in step.sources]
    acts = [
        ledger.Act(
            task=task,
            action=step.action,
            by=by,
            now=now,
            acting_for=_place(reach, task),
            changes={"status": step.target, "accepted_at": now, "reviewed_by": by},
        )
        for task in fresh
    ]
    if not acts:
        raise Stale(_("Эти отчёты изменились, пока страница была открыта. Посмотрите, что нового, и повторите."))
    telling.tell_of(ledger.record_many(acts, channel=channel))
    return Outcome(fresh, [task for task in tasks if task not in fresh])


def _place(reach: Reach, task: Task) -> int:
    step = TRANSITIONS["accept"]
    place = RULES[step.who].place(reach, task)
    if place is None:
        raise Forbidden(_("Действие «%(label)s» здесь вам недоступно.") % {"label": step.label})
    return place.organization_id
