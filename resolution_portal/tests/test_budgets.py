"""No page takes more queries than it may, and where people spend their day nobody gave it more than the ceiling.

The same budgets hold with five rows here and with thousands in ``proofs/test_budgets.py``, which weighs pages too.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import ProgressReport, Receipt
from resolution_portal import clock
from resolution_portal.benchmarks import budgets
from resolution_portal.benchmarks.weighing import Weight
from tasks.models import Status
from tasks.tests.states import put

PEOPLE = {"coordinator": "irina", "municipality": "anna", "school": "elena"}


@pytest.fixture
def arguments(cast: SimpleNamespace, document: SimpleNamespace) -> dict[str, list]:
    """Whose page each URL name opens: a school's sent report, and the other item that it still owes."""
    sent = put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.elena)
    owed = document.task(cast.school5, document.d42)
    now = clock.now()
    receipt = Receipt.objects.create(
        number=41, organization=cast.school5, resolution=document.resolution, sent_by=cast.elena, sent_at=now
    )
    report = ProgressReport.objects.create(
        task=sent,
        number=1,
        state="submitted",
        degree="full",
        text="Сделано",
        author=cast.elena,
        channel="page",
        edited_at=now,
        submitted_at=now,
        receipt=receipt,
    )
    return {
        "task": [owed.pk],
        "report_form": [owed.pk],
        "fill": [document.resolution.pk, owed.first_due_on],
        "report": [report.pk],
        "receipt": [receipt.number],
        "resolution": [document.resolution.pk],
        "organization": [cast.vyazma.pk],
    }


def test_no_page_takes_more_queries_than_it_may(cast: SimpleNamespace, arguments: dict[str, list]) -> None:
    found = {}
    for name in (allowed := budgets.read()):
        page, who = name.split(", ")
        client = Client()
        if who in PEOPLE:
            client.force_login(getattr(cast, PEOPLE[who]))
        url = reverse(page, args=arguments.get(page, []))
        assert client.get(url).status_code == 200, name
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        found[name] = Weight(len(queries), 0, 0)
    assert len(found) > 20
    assert budgets.over(found, allowed) == []


def test_no_budget_is_above_the_ceiling() -> None:
    watched = {name: budget for name, budget in budgets.read().items() if name.split(",")[0] in budgets.CEILED}
    assert len(watched) == 6
    for budget in watched.values():
        assert budget.first <= 60 * 1024 and budget.following <= 15 * 1024


def test_one_figure_over_its_budget_is_named() -> None:
    allowed = {"tasks, school": Weight(11, 45_000, 5_000)}
    assert budgets.over({"tasks, school": Weight(11, 45_000, 5_000)}, allowed) == []
    assert budgets.over({"tasks, school": Weight(12, 45_000, 5_001)}, allowed) == [
        "tasks, school: queries 12, may be 11",
        "tasks, school: following 5,001, may be 5,000",
    ]


def test_the_ceiling_holds_without_a_budget() -> None:
    assert budgets.over({"fill, school": Weight(9, 61_441, 15_361)}, {}) == [
        "fill, school: first 61,441, may be 61,440",
        "fill, school: following 15,361, may be 15,360",
    ]
    assert budgets.over({"help, school": Weight(9, 61_441, 15_361)}, {}) == []
