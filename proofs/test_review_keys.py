"""A district's reports of one date reviewed by keys: 120 of them in at most 150 presses."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page

from organizations.tests.cast import PASSWORD
from reports.tests.views.queueing import schools
from resolution_portal.tests.browser.reviewing import review_by_keys
from tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_district_by_keys(
    sign_in: Callable[..., Page],
    cast: SimpleNamespace,
    document: SimpleNamespace,
    short: bool,
    record_property: Callable[[str, object], None],
) -> None:
    total = 20 if short else 120
    returned = set(range(7, total, 12))  # one of twelve goes back
    schools(cast, document, total // 2, items=("4.1", "4.2"))
    presses = review_by_keys(sign_in("anna@portal.example", PASSWORD), total, returned)
    record_property("figure", f"{total} reports, {len(returned)} of them returned, in {presses} presses")
    found = [Task.objects.filter(status=status).count() for status in ("submitted", "accepted", "returned")]
    assert found == [0, total - len(returned), len(returned)]
    assert presses <= total * 1.25
