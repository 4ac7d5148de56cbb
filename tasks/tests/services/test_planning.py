"""The plan of control: saved as a whole, by one coordinator at a time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from organizations.models import Kind
from resolution_portal import clock
from resolution_portal.once.tests.racing import race
from resolution_portal.problems import Impossible, Stale
from tasks.models import Addressee, Resolution
from tasks.services import publishing
from tasks.services.planning import PlannedDirective, save_plan


def save(cast: SimpleNamespace, pk: int, version: int, **special: Any) -> Resolution:
    """Save the plan from a page of its own."""
    usual: dict[str, Any] = {"rows": [], "date_for_undated": None, "by": cast.irina}
    return save_plan(resolution=Resolution.objects.get(pk=pk), version=version, **{**usual, **special})


@pytest.mark.django_db(transaction=True)
def test_of_four_who_save_at_once_one_does(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    outcomes = race(lambda: save(cast, draft.resolution.pk, 1), 4)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Resolution", "Stale", "Stale", "Stale"]
    draft.resolution.refresh_from_db()
    assert draft.resolution.version == 2


def test_a_page_opened_before_the_publication_does_not_undo_it(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    opened = Resolution.objects.get(pk=draft.resolution.pk)
    publishing.publish(resolution=draft.resolution, key="test", stamp=clock.now())
    with pytest.raises(Impossible, match="уже опубликован"):
        save_plan(resolution=opened, rows=[], date_for_undated=None, by=cast.irina, version=opened.version)
    assert Resolution.objects.get(pk=opened.pk).status == Resolution.State.PUBLISHED


def test_an_older_version_is_stale(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    save(cast, draft.resolution.pk, 1)
    with pytest.raises(Stale):
        save(cast, draft.resolution.pk, 1)


def test_a_chosen_kind_settles_what_was_not_recognized(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    kind = draft.d41.addressees.get().kind
    Addressee.objects.create(directive=draft.d41, text="Родительской общественности")
    rows = [PlannedDirective(draft.d41, draft.d41.checkpoints.get().planned_on, None)]
    save(cast, draft.resolution.pk, 1, rows=rows)
    assert len(publishing.problems_of(draft.resolution)) == 1, "nobody has chosen: the problem stays"
    save(cast, draft.resolution.pk, 2, rows=[PlannedDirective(draft.d41, rows[0].planned_on, kind)])
    assert publishing.problems_of(draft.resolution) == []
    assert list(draft.d41.addressees.values_list("kind", flat=True)) == [kind.pk]


def test_several_kinds_of_a_directive_stay(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    first = draft.d41.addressees.get().kind
    second = Kind.objects.exclude(pk=first.pk)[0]
    Addressee.objects.create(directive=draft.d41, text="", kind=second)
    save(cast, draft.resolution.pk, 1, rows=[PlannedDirective(draft.d41, None, first)])
    assert set(draft.d41.addressees.values_list("kind", flat=True)) == {first.pk, second.pk}
