"""Twenty reports of ten schools reviewed by keys: at most five presses for four reports."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from organizations.tests.cast import PASSWORD
from reports.tests.views.queueing import schools
from resolution_portal.tests.browser.reviewing import review_by_keys
from tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_queue_by_keys(sign_in: Callable[..., Page], cast: SimpleNamespace, document: SimpleNamespace) -> None:
    schools(cast, document, 10, items=("4.1", "4.2"))
    presses = review_by_keys(sign_in("anna@portal.example", PASSWORD), 20, returned={2, 17})
    assert (Task.objects.filter(status="accepted").count(), Task.objects.filter(status="returned").count()) == (18, 2)
    assert presses <= 20 * 1.25


def test_keys_move_and_are_shown(
    sign_in: Callable[..., Page], cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    schools(cast, document, 2, items=("4.1", "4.2"))
    anna = sign_in("anna@portal.example", PASSWORD)
    anna.goto("/reports/review/")
    blocks = anna.locator(".review-reports .block")
    for key, at in (("j", 1), ("j", 1), ("k", 0)):
        anna.keyboard.press(key)
        expect(blocks.nth(at)).to_be_focused()
    anna.keyboard.press("?")
    expect(anna.get_by_role("dialog")).to_be_visible()
    anna.keyboard.press("a")  # nothing is decided behind the dialog
    anna.keyboard.press("Escape")
    expect(anna.get_by_role("dialog")).to_be_hidden()
    anna.get_by_role("button", name="Принять оставшиеся (2)").click()
    expect(anna.get_by_role("status").first).to_contain_text("Принято 2 отчёта")
    expect(anna.locator("[data-total]")).to_have_attribute("data-total", "2")
