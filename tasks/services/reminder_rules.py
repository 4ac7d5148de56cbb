"""Changing the rules of reminders: of one document, or the defaults; and what a change would do."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from organizations.models import Kind, User
from organizations.permissions import reach_of
from resolution_portal import clock
from resolution_portal.audit import journal
from resolution_portal.problems import Forbidden, Stale
from tasks.models import QuietRange, ReminderRule, Resolution, Rule, Status, Task
from tasks.permissions import issues, may_import
from tasks.reminding.rulebook import Rulebook, read
from tasks.reminding.steps import Rules, streams

_AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class DayChange:
    """How many reminders a day has by the rules in force, and would have."""

    day: date
    before: int
    after: int


def kinds_of(resolution: Resolution | None) -> list[Kind]:
    """The kinds that the document is addressed to; without one, all."""
    if resolution is None:
        return list(Kind.objects.all())
    named = Kind.objects.filter(pk__in=resolution.directives.values("addressees__kind"))
    single = Kind.objects.filter(pk__in=resolution.directives.values("addressees__organization__kind"))
    return list((named | single).distinct())


def may_set(by: User, resolution: Resolution | None) -> bool:
    """The issuer's coordinators set a document's rules, any coordinator the defaults."""
    reach = reach_of(by)
    return issues(reach, resolution.issuer) if resolution else bool(may_import(reach))


def version_of(book: Rulebook, resolution: Resolution | None) -> str:
    """What the page that is acted from has seen: other rules make it stale."""
    key = resolution.pk if resolution else None
    seen = sorted((str(at), sorted(rules.days.items()), rules.every) for at, rules in book.rows.items() if at[0] == key)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


@transaction.atomic
def save(*, resolution: Resolution | None, rules: Mapping[Kind, Rules], version: str, by: User) -> list[Kind]:
    """Write the rules of the kinds for which they differ from those in force; which kinds these were.

    Raises Forbidden, or Stale when somebody changed the same rules meanwhile.
    """
    _check(by, resolution)
    book = read()
    if version != version_of(book, resolution):
        raise Stale(_("Правила изменили, пока страница была открыта. Сверьте изменения и сохраните ещё раз."))
    changed = changed_kinds(book, resolution, rules)
    for kind in changed:
        for code in Rule:
            ReminderRule.objects.update_or_create(
                resolution=resolution,
                kind=kind,
                code=code,
                defaults={
                    "days": list(rules[kind].days.get(code, ())),
                    "every": rules[kind].every if code == Rule.AFTER else None,
                },
            )
    if changed:
        _note("reminders.rules", by, resolution, {"kinds": [kind.name for kind in changed]})
    return changed


@transaction.atomic
def reset(*, resolution: Resolution, by: User) -> None:
    """Let the document go by the defaults again."""
    _check(by, resolution)
    ReminderRule.objects.filter(resolution=resolution).delete()
    _note("reminders.reset", by, resolution, {})


@transaction.atomic
def add_quiet(*, period: QuietRange, by: User) -> None:
    """One more range of days without reminders for a kind."""
    _check(by, None)
    period.save()
    _note("reminders.quiet", by, None, {"range": str(period), "kind": period.kind.name})


@transaction.atomic
def remove_quiet(*, period: QuietRange, by: User) -> None:
    """Remind on these days again."""
    _check(by, None)
    _note("reminders.quiet_removed", by, None, {"range": str(period), "kind": period.kind.name})
    period.delete()


def changed_kinds(book: Rulebook, resolution: Resolution | None, rules: Mapping[Kind, Rules]) -> list[Kind]:
    """Those for which the rules say something else than what is in force."""
    key = resolution.pk if resolution else None
    return [kind for kind, new in rules.items() if _said(new) != _said(book.of(key, kind.pk))]


def forecast(*, resolution: Resolution | None, rules: Mapping[Kind, Rules]) -> list[DayChange]:
    """The days of the coming month on which the number of reminders would be another one."""
    book, key, today = read(), resolution.pk if resolution else None, clock.today()
    new = replace(book, rows={**book.rows}, _given={})
    for kind in changed_kinds(book, resolution, rules):
        new.rows[key, kind.pk] = rules[kind]
    owed = Task.objects.filter(status__in=Status.owed(), resolution__status=Resolution.State.PUBLISHED)
    if resolution:
        owed = owed.filter(resolution=resolution)
    last = today + _AHEAD
    groups = owed.filter(due_on__lte=max(book.horizon(last), new.horizon(last))).order_by()
    rows = list(groups.values_list("resolution", "organization__kind", "due_on").annotate(Count("pk")))
    counts = [_by_day(rows, each, today, last) for each in (book, new)]
    days = sorted(day for day in {*counts[0], *counts[1]} if counts[0][day] != counts[1][day])
    return [DayChange(day, counts[0][day], counts[1][day]) for day in days]


def _by_day(rows: list[tuple[int, int, date, int]], book: Rulebook, today: date, last: date) -> Counter[date]:
    found: Counter[date] = Counter()
    for resolution, kind, due_on, number in rows:
        for stream in streams(due_on, book.of(resolution, kind), until=last):
            for step in stream:
                if step.day > today:
                    found[step.day] += number
    return found


def _said(rules: Rules) -> tuple[object, ...]:
    return *(tuple(sorted(rules.days.get(code, ()))) for code in Rule), rules.every


def _check(by: User, resolution: Resolution | None) -> None:
    if not may_set(by, resolution):
        raise Forbidden(_("Правила напоминаний задаёт координатор организации, которая ставит документ на контроль."))


def _note(action: str, by: User, resolution: Resolution | None, details: dict[str, object]) -> None:
    journal.write(action=action, by=by, object=f"resolution:{resolution.pk}" if resolution else "", details=details)
