"""Really concurrent sending: threads with connections of their own, on either database."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from reports.models import ProgressReport, Receipt
from reports.services import submission
from reports.tests.drafting import content, draft
from resolution_portal.once.tests.racing import race
from resolution_portal.problems import Impossible, Stale
from tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


def in_turn(deeds: list[Callable[[], Receipt]]) -> Callable[[], Receipt]:
    """Each caller takes the next deed."""
    left = iter(deeds)
    return lambda: next(left)()


def test_schools_that_send_at_once_get_receipts_of_their_own(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    writers = [(cast.school5, cast.elena), (cast.korzovo, cast.tatyana), (cast.school1, cast.yulia)]
    drafts = [
        (draft(document.task(school, directive), person), person)
        for school, person in writers
        for directive in (document.d41, document.d42)
    ]

    def deed(report: ProgressReport, person: object) -> Callable[[], Receipt]:
        return lambda: submission.submit(reports=[report], by=person, channel="page")  # type: ignore[arg-type]

    outcomes = race(in_turn([deed(*pair) for pair in drafts]), len(drafts))
    assert [outcome for outcome in outcomes if not isinstance(outcome, Receipt)] == []
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert not ProgressReport.objects.filter(state="draft").exists()


def test_two_colleagues_who_send_one_report_at_once_send_it_once(
    cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    pk = document.task(cast.school5, document.d41).pk

    def deed(person: object, text: str) -> Callable[[], Receipt]:
        return lambda: submission.send(**content(Task.objects.get(pk=pk), person, text=text, version=0))  # type: ignore[arg-type]

    people = [(cast.elena, "Текст Елены"), (cast.maria, "Текст Марии")]
    outcomes = race(in_turn([deed(*pair) for pair in people]), 2)
    sent = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
    assert len(sent) == 1, outcomes
    assert all(isinstance(outcome, (Stale, Impossible)) for outcome in outcomes if outcome not in sent)
    report = ProgressReport.objects.get()
    assert (report.state, report.receipt) == ("submitted", sent[0])
    assert Task.objects.get(pk=pk).events.filter(action="report").count() == 1


def test_one_sends_a_draft_while_a_colleague_changes_and_sends_it(
    cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    """One of them waits for the draft and the other for the receipt's number: they must not wait for each other."""
    for directive in (document.d41, document.d42):
        task = document.task(cast.school5, directive)
        report = draft(task, cast.elena)

        def unchanged(report: ProgressReport = report) -> Receipt:
            return submission.submit(reports=[ProgressReport.objects.get(pk=report.pk)], by=cast.elena, channel="page")

        def changed(task: Task = task) -> Receipt:
            return submission.send(**content(Task.objects.get(pk=task.pk), cast.maria, text="Иначе"))

        outcomes = race(in_turn([unchanged, changed]), 2)
        assert sum(isinstance(outcome, Receipt) for outcome in outcomes) == 1, outcomes
        assert all(isinstance(outcome, (Receipt, Stale, Impossible)) for outcome in outcomes), outcomes
        report.refresh_from_db()
        assert (report.state, report.receipt) == ("submitted", next(o for o in outcomes if isinstance(o, Receipt)))
