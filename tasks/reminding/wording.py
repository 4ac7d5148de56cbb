"""What a digest says: its subject and the first sentence of each of its groups (DOMAIN's letters)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resolution_portal.components.dates import day_full
from resolution_portal.workdays.days import working_days_between
from tasks.models import Task

_NAMED = 3  # items that a subject names one by one


def overdue(tasks: Sequence[Task]) -> str:
    """The subject's words about what is late."""
    return _("Срок нарушен: %(items)s") % {"items": items(tasks)}


def due_today(tasks: Sequence[Task]) -> str:
    """The subject's words about the last day."""
    return _("Сегодня последний день: %(items)s") % {"items": items(tasks)}


def soon(tasks: Sequence[Task], today: date) -> str:
    """The subject's words about what is ahead, by the nearest date."""
    left = max(working_days_between(today, min(task.due_on for task in tasks)), 1)
    words = ngettext("До срока %(n)d рабочий день", "До срока %(n)d рабочих дней", left) % {"n": left}
    return f"{words}: {items(tasks)}"


def below(tasks: Sequence[Task]) -> str:
    """The subject's words about the executors of whom the reader has control."""
    return _("Срок нарушен у исполнителей: %(items)s") % {"items": _count(len(tasks))}


def nobody(tasks: Sequence[Task]) -> str:
    """The subject's words about reminders that reach no person."""
    number = len({task.organization_id for task in tasks})
    words = ngettext("%(n)d организация", "%(n)d организаций", number) % {"n": number}
    return _("Получателя нет: %(organizations)s") % {"organizations": words}


def news(number: int) -> str:
    """The subject of a letter that only tells what is new."""
    return ngettext("Новое за день: %(n)d сообщение", "Новое за день: %(n)d сообщений", number) % {"n": number}


def ask(tasks: Sequence[Task]) -> str:
    """«Просим до 30 сентября 2022 г. (включительно) представить информацию об исполнении пункта 4.1.»"""
    days = {task.due_on for task in tasks}
    if len(days) > 1:
        return _("Просим в указанные сроки (включительно) представить информацию об исполнении пунктов.")
    return _("Просим до %(day)s (включительно) представить информацию об исполнении %(items)s.") % {
        "day": day_full(days.pop()),
        "items": _genitive(tasks),
    }


def missing(tasks: Sequence[Task]) -> str:
    """«Информация об исполнении пункта 4.1 в срок до … не поступила. …»"""
    days = {task.due_on for task in tasks}
    until = _("срок до %(day)s") % {"day": day_full(days.pop())} if len(days) == 1 else _("установленный срок")
    return _(
        "Информация об исполнении %(items)s в %(until)s не поступила. "
        "Просим представить её незамедлительно либо указать причину."
    ) % {"items": _genitive(tasks), "until": until}


def items(tasks: Sequence[Task]) -> str:
    """«пункт 4.1», «пункты 4.1, 4.2», «6 пунктов»."""
    numbers = [task.directive.number for task in tasks]
    if len(numbers) > _NAMED or len(set(numbers)) < len(numbers):
        return _count(len(numbers))
    words = _("пункт %(numbers)s") if len(numbers) == 1 else _("пункты %(numbers)s")
    return words % {"numbers": ", ".join(numbers)}


def _genitive(tasks: Sequence[Task]) -> str:
    numbers = [task.directive.number for task in tasks]
    if len(numbers) > _NAMED or len(set(numbers)) < len(numbers):
        number = len(numbers)
        return ngettext("%(n)d пункта документа", "%(n)d пунктов документа", number) % {"n": number}
    words = _("пункта %(numbers)s") if len(numbers) == 1 else _("пунктов %(numbers)s")
    return words % {"numbers": ", ".join(numbers)}


def _count(number: int) -> str:
    return ngettext("%(n)d пункт", "%(n)d пунктов", number) % {"n": number}
