"""A person's saved questions as chips: each counted as the list would answer it, all in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Value
from django.http import QueryDict

from organizations.requests import SignedInRequest
from tasks.filters import TaskFilter
from tasks.models import SavedQuestion, Task
from tasks.querysets import TaskQuerySet
from tasks.questions import Answer, list_url

#: The parameters that say which tasks; the order and the page do not.
CONDITIONS = frozenset(TaskFilter.base_filters) - {"ordering"}


def own_answers(request: SignedInRequest, asked: Mapping[str, Sequence[str]]) -> list[Answer]:
    """The chips after the built-in ones; ``asked`` marks the current one."""
    saved = list(SavedQuestion.objects.filter(owner=request.user))
    numbers = _count(saved, request)
    return [
        Answer(
            f"saved{question.pk}",
            question.name,
            numbers.get(question.pk, 0),
            list_url(_lists(question.query)),
            current=_conditions(_lists(question.query)) == _conditions(asked),
            pk=question.pk,
        )
        for question in saved
    ]


def readable(query: str) -> str:
    """The part of a query string that asks something of the list; the page is left out."""
    given = {name: values for name, values in _lists(query).items() if name in TaskFilter.base_filters and any(values)}
    return list_url(given).partition("?")[2]


def _count(saved: Sequence[SavedQuestion], request: SignedInRequest) -> dict[int, int]:
    if not saved:
        return {}
    visible = Task.objects.visible_to(request.user)
    first, *others = [_counted(question, visible, request) for question in saved]
    return dict(first.union(*others, all=True))


def _counted(
    question: SavedQuestion, visible: TaskQuerySet, request: SignedInRequest
) -> QuerySet[Any, tuple[int, int]]:
    found = TaskFilter(QueryDict(question.query), queryset=visible, request=request).only(CONDITIONS)
    mark = Value(question.pk, output_field=IntegerField())
    return (
        found.order_by()
        .annotate(question=mark)
        .values("question")
        .annotate(number=Count("pk"))
        .values_list("question", "number")
    )


def _lists(query: str) -> dict[str, list[str]]:
    given = QueryDict(query)
    return {name: given.getlist(name) for name in given}


def _conditions(asked: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in asked.items() if name in CONDITIONS and any(values)}
