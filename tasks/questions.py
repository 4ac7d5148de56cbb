"""Saved questions about tasks: a name, the parameters that ask it in an address, and the same as a condition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks.models import Status
from tasks.querysets import OWED, TaskQuerySet, overdue_on

Parameters = Mapping[str, str | int | Sequence[str]]


@dataclass(frozen=True)
class Question:
    """One question; ``tone`` is how its counter looks when there is something."""

    key: str
    label: str | Promise
    where: Q
    parameters: Parameters = field(default_factory=dict)
    tone: str = ""


@dataclass(frozen=True)
class Answer:
    """How many tasks answer a question, and the address of exactly these; ``pk`` of a saved one."""

    key: str
    label: str | Promise
    number: int
    url: str
    tone: str = ""
    current: bool = False
    pk: int | None = None


def list_questions(today: date) -> list[Question]:
    """The chips over a list of tasks."""
    sunday = today + timedelta(days=6 - today.weekday())
    return [
        Question("all", _("Все"), Q()),
        overdue(today),
        Question(
            "week",
            _("На этой неделе"),
            Q(status__in=OWED, due_on__gte=today, due_on__lte=sunday),
            {"status": OWED, "due_after": today.isoformat(), "due_before": sunday.isoformat()},
        ),
        Question("returned", _("На доработке"), Q(status=Status.RETURNED), {"status": "returned"}, "back"),
        Question("review", _("На проверке"), Q(status=Status.SUBMITTED), {"status": "submitted"}),
    ]


def overdue(today: date) -> Question:
    """A report is still owed after its date."""
    late = overdue_on(today)
    return Question("overdue", _("Просрочено"), late, {"overdue": "1"}, "late")


def answers(
    questions: Iterable[Question], tasks: TaskQuerySet, base: Parameters | None = None, asked: Parameters | None = None
) -> list[Answer]:
    """Count all in one query over ``tasks``, those of the parameters ``base``; ``asked`` marks the current one."""
    chosen = list(questions)
    counts = {question.key: Count("pk", filter=question.where) for question in chosen}
    numbers = tasks.order_by().aggregate(**counts)
    return [
        Answer(
            question.key,
            question.label,
            numbers[question.key],
            list_url({**(base or {}), **question.parameters}),
            question.tone,
            asked is not None and _plain(asked) == _plain(question.parameters),
        )
        for question in chosen
    ]


def list_url(parameters: Parameters) -> str:
    """The address of the list of tasks that answers."""
    query = urlencode(parameters, doseq=True)
    return f"{reverse('tasks')}?{query}" if query else reverse("tasks")


def _plain(parameters: Parameters) -> dict[str, list[str]]:
    return {
        name: sorted(value) if isinstance(value, list | tuple) else [str(value)] for name, value in parameters.items()
    }
