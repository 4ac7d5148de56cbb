"""Filters against rows counted by hand: the cast's document has 12 tasks, all due on 29 December 2022."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from django.test import RequestFactory

from organizations.models import Organization, User
from tasks.filters import ORDERINGS, TaskFilter
from tasks.models import Status, Task
from tasks.tests.states import put


@pytest.fixture(autouse=True)
def clock_at() -> Iterator[None]:
    with time_machine.travel(datetime(2022, 12, 15, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def ask(cast: SimpleNamespace, document: SimpleNamespace) -> Any:
    """Asks as Irina (or another) and answers with the tasks as «number · organization»."""

    def ask(query: str, user: User = cast.irina) -> list[str]:
        found = filtered(query, user)
        assert not found.errors
        return [f"{t.directive.number} {name(cast, t.organization)}" for t in found.qs]

    return ask


def filtered(query: str, user: User) -> TaskFilter:
    request = RequestFactory().get("/tasks/")
    request.user = user
    tasks = Task.objects.visible_to(user).select_related("directive", "organization")
    return TaskFilter(QueryDict(query), queryset=tasks, request=request)


def name(cast: SimpleNamespace, organization: Organization) -> str:
    return next(key for key, value in vars(cast).items() if value == organization)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 12),
        ("organization={school5}", 2),
        ("under={vyazma}", 5),
        ("under={region}", 12),
        ("directive={d42}", 4),
        ("resolution={resolution}&under={yartsevo}", 3),
        ("kind={bodies}&kind={soiro_kind}", 3),
        ("due_after=2022-12-29", 12),
        ("due_after=2022-12-30", 0),
        ("due_before=29.12.2022", 12),
        ("due_before=2022-12-28", 0),
        ("status=submitted", 0),
        ("status=new&status=returned", 12),
        ("overdue=1", 0),
        ("overdue=0", 12),
        ("on_time=1", 0),
        ("search=вязьм", 2),
        ("search=ВЯЗЬМЫ 4.2", 1),
        ("search=пункта 2.1", 2),
        ("search=корзовская сш", 0),
        # the shared rows of the summary, by hand: department 1.1 and SOIRO 3.1; the lyceum's 4.1 and 4.2
        ("group=Региональный уровень", 2),
        ("group=Областные и частные ОО", 2),
        ("group=Региональный уровень&resolution={resolution}", 2),
        ("group=Нет такой строки", 0),
    ],
)
def test_counts(cast: SimpleNamespace, document: SimpleNamespace, ask: Any, query: str, expected: int) -> None:
    values = {key: getattr(value, "pk", value) for key, value in (vars(cast) | vars(document)).items()}
    values |= {"bodies": cast.vyazma.kind_id, "soiro_kind": cast.soiro.kind_id}
    assert len(ask(query.format(**values))) == expected


def test_overdue_and_not_overdue_share_out_the_list(cast: SimpleNamespace, document: SimpleNamespace, ask: Any) -> None:
    late = date(2022, 12, 14)
    put(document.task(cast.school5, document.d41), Status.RETURNED, due_on=late)
    put(document.task(cast.school5, document.d42), Status.SUBMITTED, due_on=late)
    put(document.task(cast.korzovo, document.d41), Status.NEW, due_on=late)
    put(document.task(cast.korzovo, document.d42), Status.NEW, due_on=date(2022, 12, 15))
    assert sorted(ask("overdue=1")) == ["4.1 korzovo", "4.1 school5"]
    assert len(ask("overdue=0")) == 10


def test_on_time_is_what_the_verdict_says(cast: SimpleNamespace, document: SimpleNamespace, ask: Any) -> None:
    put(document.task(cast.school5, document.d41), Status.ACCEPTED, sent_by=cast.elena)
    put(document.task(cast.school5, document.d42), Status.ACCEPTED, sent_by=cast.elena, on_time=False)
    assert ask("on_time=1") == ["4.1 school5"]
    assert ask("status=accepted&on_time=0") == ["4.2 school5"]


def test_search_does_not_mind_case_or_yo(cast: SimpleNamespace, ask: Any) -> None:
    Organization.objects.get(pk=cast.korzovo.pk)
    cast.korzovo.short_name = "МКОУ Берёзовская ОШ"
    cast.korzovo.save()
    assert sorted(ask("search=БЕРЕЗОВСКАЯ")) == sorted(ask("search=берёзовская")) == ["4.1 korzovo", "4.2 korzovo"]


def test_a_shared_row_has_only_what_stands_directly_below_the_issuer(
    cast: SimpleNamespace, document: SimpleNamespace, ask: Any
) -> None:
    assert ask("group=Областные и частные ОО&ordering=number") == ["4.1 lyceum", "4.2 lyceum"]
    assert ask("group=Областные и частные ОО", cast.anna) == []


@pytest.mark.parametrize("ordering", sorted(ORDERINGS) + sorted(f"-{name}" for name in ORDERINGS))
def test_every_order_is_total_and_turns_round(ask: Any, ordering: str) -> None:
    way = ask(f"ordering={ordering}")
    back = ask(f"ordering={ordering[1:] if ordering.startswith('-') else '-' + ordering}")
    assert way == back[::-1]
    assert len(way) == 12


def test_numbers_are_ordered_as_in_the_document(cast: SimpleNamespace, document: SimpleNamespace, ask: Any) -> None:
    document.d42.number, document.d42.position = "4.10", 10
    document.d42.save()
    numbers = [line.split()[0] for line in ask("ordering=number")]
    assert numbers == ["1.1", "2.1", "2.1", "3.1", *["4.1"] * 4, *["4.10"] * 4]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("overdue=да", "overdue"),
        ("status=done", "status"),
        ("due_before=31.02.2022", "due_before"),
        ("organization={other_school}", "organization"),
        ("under=нет", "under"),
        ("ordering=text", "ordering"),
        ("kind=999999", "kind"),
        ("kind=999999999999999999999", "kind"),
    ],
)
def test_what_cannot_be_read_is_named_and_left_out(
    cast: SimpleNamespace, document: SimpleNamespace, query: str, field: str
) -> None:
    found = filtered(query.format(other_school=cast.other_school.pk), cast.irina)
    assert list(found.errors) == [field]
    assert found.qs.count() == 12


def test_a_stranger_finds_nothing_of_another_region(cast: SimpleNamespace, ask: Any) -> None:
    assert ask("", cast.stranger) == []
