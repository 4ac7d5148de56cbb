"""Properties: over random days, acts and rule changes no step twice, nothing after sending, none missed."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resolution_portal.workdays.days import is_working_day
from tasks.models import QuietRange, Task
from tasks.reminding.steps import Quiet, Rules, streams
from tasks.tests.cast import build_draft, published
from tasks.tests.reminding.story import STORIES, begin

_days = st.lists(st.integers(0, 20), max_size=5, unique=True).map(tuple)


@pytest.fixture
def item(cast: SimpleNamespace) -> Task:
    QuietRange.objects.all().delete()
    document = published(build_draft(cast.region, due_on=date(2026, 12, 11)))
    task: Task = document.task(cast.school5, document.d41)
    return task


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(acts=STORIES)
def test_stories(cast: SimpleNamespace, item: Task, acts: list[tuple[str, Any]]) -> None:
    with transaction.atomic():
        begin(cast, Task.objects.get(pk=item.pk)).tell(acts)
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(
    due_on=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    before=_days,
    after=_days,
    every=st.sampled_from([None, 1, 7, 30]),
    late=_days,
    asked=st.integers(-40, 120),
)
def test_steps_are_in_order_each_once_and_never_on_a_day_on_which_nothing_goes(
    due_on: date, before: tuple[int, ...], after: tuple[int, ...], every: int | None, late: tuple[int, ...], asked: int
) -> None:
    summer = Quiet(date(2022, 6, 15), date(2022, 8, 25), yearly=True)
    days = {"before": before, "after": after, "explanation": late, "controller": late}
    until = due_on + timedelta(days=asked)
    for stream in streams(due_on, Rules(days, every, (summer,)), until=until):
        assert len({(step.rule, step.number) for step in stream}) == len(stream)
        assert [step.day for step in stream] == sorted(step.day for step in stream)
        for step in stream:
            assert step.at <= step.day <= until
            assert is_working_day(step.day)
            assert step.rule == "controller" or not summer.covers(step.day)
