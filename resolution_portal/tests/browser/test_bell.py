"""The bell of an open page: it counts by itself while somebody looks, and asks nothing while nobody does."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from organizations.tests.cast import PASSWORD
from resolution_portal.notices.models import Notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_it_is_live_while_the_page_is_seen(cast: SimpleNamespace, sign_in: Callable[..., Page]) -> None:
    page = sign_in("elena@portal.example", PASSWORD)
    page.clock.install()
    page.goto("/help/")
    count = page.locator("[data-unread-count]")
    expect(count).to_be_hidden()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    Notice.objects.create(recipient=cast.elena, type="accepted", title="Отчёт принят: пункт 4.1", once_key="1", url="/")
    page.clock.fast_forward(61_000)
    expect(count).to_have_text("1")
    assert len(asked) == 1
    page.evaluate(_HIDE, True)
    page.clock.fast_forward(600_000)
    assert len(asked) == 1
    Notice.objects.all().delete()
    page.evaluate(_HIDE, False)
    page.clock.fast_forward(1_000)
    expect(count).to_be_hidden()
    assert len(asked) == 2


def test_from_the_bell_to_what_happened_by_keys(cast: SimpleNamespace, sign_in: Callable[..., Page]) -> None:
    Notice.objects.create(
        recipient=cast.elena, type="accepted", title="Отчёт принят: пункт 4.1", once_key="1", url="/help/"
    )
    page = sign_in("elena@portal.example", PASSWORD)
    page.get_by_role("link", name="Уведомления").press("Enter")
    page.get_by_role("link", name="Отчёт принят: пункт 4.1").press("Enter")
    page.wait_for_url("**/help/")
    expect(page.locator("[data-unread-count]")).to_be_hidden()
