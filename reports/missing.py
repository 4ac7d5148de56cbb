"""Who has not sent what is due on a date: with phones, and in words for the schools' chat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.models import Membership, Organization, Role, User
from organizations.permissions import Reach
from resolution_portal import clock
from tasks.models import Status, Task
from tasks.permissions import RULES, routed_to
from tasks.querysets import TaskQuerySet


@dataclass(frozen=True)
class Debtor:
    """One organization that has not sent: its items, whether that is all it had, whom to call."""

    organization: Organization
    tasks: list[Task]
    is_all: bool
    people: list[User] = field(default_factory=list)


def owed(user: User, reach: Reach, *, below_too: bool = False) -> TaskQuerySet:
    """Tasks not sent of those whose reports come to this person; with ``below_too`` of the whole subtree."""
    return _asked_of(user, reach, below_too=below_too).filter(status__in=Status.owed())


def dates(tasks: TaskQuerySet) -> list[tuple[date, int]]:
    """Each date on which something is owed, and by how many organizations."""
    rows = tasks.order_by().values_list("due_on").annotate(who=Count("organization", distinct=True))
    return list(rows.order_by("due_on"))


def debtors(user: User, reach: Reach, *, due_on: date, below_too: bool = False) -> list[Debtor]:
    """Organizations that have not sent what is due on this date; four queries however many."""
    asked = _asked_of(user, reach, below_too=below_too).filter(due_on=due_on).exclude(status=Status.WITHDRAWN)
    totals = dict(asked.order_by().values_list("organization").annotate(Count("pk")))
    tasks = asked.filter(status__in=Status.owed()).select_related("directive", "organization__parent", "responsible")
    order = ("organization__sort_key", "organization", "resolution", "directive__section__position")
    by_organization: dict[int, list[Task]] = defaultdict(list)
    for task in tasks.order_by(*order, "directive__position", "id"):
        by_organization[task.organization_id].append(task)
    executors = executors_of(by_organization)
    return [
        Debtor(own[0].organization, own, len(own) == totals[key], people_of(own, executors[key]))
        for key, own in by_organization.items()
    ]


def chat_words(found: list[Debtor], *, due_on: date, url: str) -> str:
    """«Коллеги, до 23.12 остаётся 2 дня. Отчёт по резолюции ещё не сдали: СШ № 2 (пп. 4.3, 4.5), …»."""
    names = ", ".join(f"{debtor.organization.short_name} ({_items(debtor)})" for debtor in found)
    return _("Коллеги, %(deadline)s. Отчёт по резолюции ещё не сдали: %(names)s. Сдать можно с телефона: %(url)s") % {
        "deadline": _deadline(due_on),
        "names": names,
        "url": url,
    }


def _asked_of(user: User, reach: Reach, *, below_too: bool) -> TaskQuerySet:
    visible: TaskQuerySet = Task.objects.visible_to(user).filter(RULES["superior"].rows(reach))
    return visible if below_too else visible.filter(routed_to(reach))


def executors_of(organizations: Iterable[int]) -> dict[int, list[User]]:
    """Whoever may send a report of each; one query."""
    live = Membership.objects.live().filter(organization__in=list(organizations), role=Role.EXECUTOR)
    found: dict[int, list[User]] = defaultdict(list)
    for membership in live.filter(Q(user__is_active=True)).select_related("user").order_by("user__last_name", "id"):
        found[membership.organization_id].append(membership.user)
    return found


def people_of(tasks: list[Task], executors: list[User]) -> list[User]:
    """Those named responsible, else whoever may send."""
    named = {task.responsible_id: task.responsible for task in tasks if task.responsible}
    return list(named.values()) or executors


def _items(debtor: Debtor) -> str:
    numbers = [task.directive.number for task in debtor.tasks]
    if len(numbers) == 1:
        return _("п. %(number)s") % {"number": numbers[0]}
    return _("все пункты") if debtor.is_all else _("пп. %(numbers)s") % {"numbers": ", ".join(numbers)}


def _deadline(due_on: date) -> str:
    left, day = (due_on - clock.today()).days, f"{due_on:%d.%m}"
    if left > 0:
        words = ngettext("до %(day)s остаётся %(n)d день", "до %(day)s остаётся %(n)d дней", left)
        return words % {"day": day, "n": left}
    if left == 0:
        return _("сегодня, %(day)s, последний день") % {"day": day}
    return _("срок %(day)s прошёл") % {"day": day}
