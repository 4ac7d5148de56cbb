"""The groups of a digest, the gravest first: which lines, the words for the subject, and the first sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks.models import Task
from tasks.reminding import wording
from tasks.reminding.recipients import Line, Part

_Words = Callable[[Sequence[Task], date], str]


@dataclass(frozen=True)
class Group:
    """Lines of one urgency."""

    title: str
    lines: list[Line]
    subject: str
    intro: str


@dataclass(frozen=True)
class _Sort:
    title: str | Promise
    belongs: Callable[[Line, date], bool]
    subject: _Words
    intro: _Words


def groups_of(lines: Sequence[Line], today: date) -> list[Group]:
    """The groups that have lines, in order."""
    found = []
    for sort in _SORTS:
        own = [line for line in lines if sort.belongs(line, today)]
        if own:
            tasks = tasks_of(own)
            found.append(Group(str(sort.title), own, sort.subject(tasks, today), sort.intro(tasks, today)))
    return found


def tasks_of(lines: Iterable[Line]) -> list[Task]:
    """The tasks of the lines, each once: an escalation and a request for an explanation may meet."""
    return list({line.due.task.pk: line.due.task for line in lines}.values())


def _own(line: Line) -> bool:
    return line.part is Part.OWN


_SORTS = (
    _Sort(
        gettext_lazy("Срок нарушен"),
        lambda line, today: _own(line) and line.due.task.due_on < today,
        lambda tasks, today: wording.overdue(tasks),
        lambda tasks, today: wording.missing(tasks),
    ),
    _Sort(
        gettext_lazy("Сегодня последний день"),
        lambda line, today: _own(line) and line.due.task.due_on == today,
        lambda tasks, today: wording.due_today(tasks),
        lambda tasks, today: wording.ask(tasks),
    ),
    _Sort(
        gettext_lazy("Приближается срок"),
        lambda line, today: _own(line) and line.due.task.due_on > today,
        wording.soon,
        lambda tasks, today: wording.ask(tasks),
    ),
    _Sort(
        gettext_lazy("У ваших исполнителей нарушен срок"),
        lambda line, today: line.part is Part.BELOW,
        lambda tasks, today: wording.below(tasks),
        lambda tasks, today: _("Информация в установленный срок не поступила. Исполнителям напомнили."),
    ),
    _Sort(
        gettext_lazy("Получателя нет"),
        lambda line, today: line.part is Part.NOBODY,
        lambda tasks, today: wording.nobody(tasks),
        lambda tasks, today: _("Здесь ни у кого нет доступа в портал, напоминать некому. Пригласите ответственных."),
    ),
)
