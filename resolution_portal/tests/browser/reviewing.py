"""A reviewer at the keyboard, from the first report of the queue to the last."""

from __future__ import annotations

from collections.abc import Collection

from playwright.sync_api import Page, expect


def review_by_keys(page: Page, total: int, returned: Collection[int]) -> int:
    """Decide on every report of the queue, counted from 0: ``returned`` go back with a standard remark.

    Gives the number of keys pressed.
    """
    page.goto("/reports/review/")
    presses = 0
    for number in range(total):
        left = str(total - number)
        # Asked at each frame: an assertion's own pauses would take longer than the page.
        page.wait_for_function("left => document.querySelector('[data-total]')?.dataset.total === left", arg=left)
        expect(page.locator(".review-reports .is-current")).to_have_count(1)
        for key in ("r", "Space", "Enter") if number in returned else ("a",):
            page.keyboard.press(key)
            presses += 1
    expect(page.locator("[data-empty]")).to_be_visible()
    return presses
