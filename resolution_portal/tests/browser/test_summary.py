"""A cell of the summary opens beside the table by mouse and by keys, closes by Esc, and the back button knows it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from organizations.tests.cast import PASSWORD
from reports.tests.summary.situation import arrange
from resolution_portal.tests.browser.test_pages import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
URL = "/reports/summary/"


def test_a_panel_opens_and_closes(
    sign_in: Callable[..., Page], cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    arrange(cast, document)
    page = sign_in("irina@portal.example", PASSWORD)
    page.goto(URL)
    row = page.locator(f"tr[data-organization='{cast.vyazma.pk}']")
    first, second = (row.locator(f"td[data-directive='{item.pk}']") for item in (document.d41, document.d42))
    panel = page.locator("#cell-panel")

    first.click()  # wherever it is clicked, on a number too
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("МКОУ Корзовская ОШ")
    assert f"cell={document.d41.pk}:{cast.vyazma.pk}" in page.url
    panel.get_by_text("Текст для чата").click()
    panel.get_by_role("button", name="Скопировать").click()
    expect(panel.get_by_role("status")).to_have_text("Скопировано")

    second.click()
    expect(panel).to_contain_text("Без принятого отчёта: 2")
    assert look(page) == []  # axe, light and dark, with the panel open
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(second.locator("a.opens")).to_be_focused()
    assert page.url.endswith(URL), "one step closes it, however many cells were opened"

    page.keyboard.press("ArrowLeft")
    expect(first.locator("a.opens")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).to_be_focused()
    page.reload()
    expect(panel).to_contain_text("МКОУ Корзовская ОШ")
    page.go_back()
    expect(panel).to_have_count(0)
    page.go_forward()
    expect(panel).to_contain_text("МКОУ Корзовская ОШ")
    panel.get_by_role("link", name="Закрыть").click()
    expect(panel).to_have_count(0)
    page.go_back()
    page.wait_for_url("**/")


def test_without_a_script(sign_in: Callable[..., Page], cast: SimpleNamespace, document: SimpleNamespace) -> None:
    arrange(cast, document)
    page = sign_in("irina@portal.example", PASSWORD, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(URL)
    expect(page.get_by_role("heading", name="Региональный уровень")).to_be_visible()
    expect(page.locator("td.apart").first).to_be_hidden()
    page.get_by_role("link", name="4.2, Вяземский район").click()
    panel = page.locator("#cell-panel")
    expect(panel).to_contain_text("МКОУ Корзовская ОШ")
    expect(page.get_by_role("table")).to_be_visible()
    panel.get_by_role("link", name="Закрыть").click()
    expect(panel).to_have_count(0)
