"""What messages about tasks say first: the lead of a letter, and the words under the bell.

A full date ends in «г.», so no full stop follows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resolution_portal import clock
from resolution_portal.components.dates import day_full
from resolution_portal.folding import sort_key
from tasks.models import Event, Status, Task

_MOST_NUMBERS = 6


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """By the numbers of their directives, as people count: 4.2 before 4.10."""
    return sorted(tasks, key=lambda task: (sort_key(task.directive.number), task.due_on, task.pk))


def numbers(tasks: Sequence[Task]) -> str:
    """«4.1, 4.2, 4.5», and from the seventh on «… и ещё 3»."""
    found = list(dict.fromkeys(task.directive.number for task in tasks))
    named = ", ".join(found[:_MOST_NUMBERS])
    left = len(found) - _MOST_NUMBERS
    return _("%(numbers)s и ещё %(left)d") % {"numbers": named, "left": left} if left > 0 else named


def stays(next_due: date | None) -> str:
    """What acceptance means for the item: off control, or on until its next date."""
    if next_due is None:
        return _("Пункт снят с контроля.")
    return _("Пункт остаётся на контроле, следующий срок – %(day)s") % {"day": day_full(next_due)}


def accepted(events: Sequence[Event], next_dates: Mapping[int, date]) -> str:
    """One report or several of one person, accepted in one go."""
    day = day_full(clock.moscow(events[0].at).date())
    if len(events) == 1:
        return _("Отчёт принят %(day)s %(stays)s") % {"day": day, "stays": stays(next_dates.get(events[0].task_id))}
    count = len(events)
    return ngettext("%(day)s принят %(n)d отчёт.", "%(day)s принято %(n)d отчётов.", count) % {"day": day, "n": count}


def returned(event: Event) -> str:
    """A return, or a reopening of what was accepted."""
    if event.action == "reopen":
        return _("Исполнение возобновлено. Что нужно исправить: %(words)s") % {"words": event.comment}
    return _("Отчёт возвращён. Что нужно исправить: %(words)s") % {"words": event.comment}


def withdrawn(event: Event) -> str:
    """Taken off control without being done."""
    return _("Пункт снят без исполнения, отчитываться по нему не нужно. Основание: %(words)s") % {
        "words": event.comment
    }


def restored(event: Event) -> str:
    """Put back on control; its date may be past by now."""
    day = day_full(event.due_on)
    return _("Пункт снова на контроле, статус «%(status)s». Срок – %(day)s") % {
        "status": Status(event.status).label,
        "day": day,
    }


def comment(event: Event) -> str:
    """Who said what."""
    return f"{event.by.get_short_name()}: {event.comment}" if event.by else event.comment


def review(tasks: Sequence[Task]) -> str:
    """What one sending brought to the reviewer."""
    count = len(tasks)
    what = {"n": count, "name": tasks[0].organization, "numbers": numbers(tasks)}
    if count == 1:
        return _("На проверку поступил отчёт: %(name)s, пункт %(numbers)s.") % what
    words = ngettext(
        "На проверку поступил %(n)d отчёт: %(name)s, пункты %(numbers)s.",
        "На проверку поступило %(n)d отчётов: %(name)s, пункты %(numbers)s.",
        count,
    )
    return words % what
