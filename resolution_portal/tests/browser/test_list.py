"""The list of tasks by hand: filters, the way back to the same place, and a mass action to its result."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from organizations.tests.cast import PASSWORD
from reports.tests.views.queueing import schools
from tasks.models import Status, Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def anna(sign_in: Callable[..., Page], cast: SimpleNamespace, document: SimpleNamespace) -> Page:
    """Sixteen reports of eight schools under review, and the controller who sees them."""
    schools(cast, document, 8, items=("4.1", "4.2"))
    return sign_in("anna@portal.example", PASSWORD, viewport={"width": 1280, "height": 500})


def test_parts_of_the_page_change_and_back_leads_to_the_same_place(anna: Page) -> None:
    anna.goto("/tasks/")
    anna.evaluate("window.whole = true")  # gone as soon as the browser loads a page itself
    total = anna.locator("[data-total]")
    everything = total.get_attribute("data-total")

    anna.get_by_role("link", name="На проверке").first.click()
    expect(total).to_have_attribute("data-total", "16")
    anna.get_by_role("textbox", name="Поиск", exact=True).fill("4.2")
    anna.get_by_role("button", name="Показать").click()
    expect(total).to_have_attribute("data-total", "8")
    expect(anna).to_have_url(f"{anna.url.partition('/tasks/')[0]}/tasks/?search=4.2&status=submitted")
    expect(anna.locator("#list-found")).to_have_text("Найдено пунктов: 8")
    anna.get_by_role("link", name="Срок", exact=True).click()
    expect(anna.locator("th[aria-sort=ascending]")).to_have_text("Срок")
    assert anna.evaluate("window.whole") is True

    link = anna.locator("tbody a").last
    link.scroll_into_view_if_needed()
    place = anna.evaluate("scrollY")
    assert place > 100
    link.click()
    expect(anna.locator("body")).to_have_attribute("data-page", "task")
    anna.go_back()
    expect(anna.locator("th[aria-sort=ascending]")).to_have_text("Срок")
    anna.wait_for_function(f"Math.abs(scrollY - {place}) < 5")
    for _ in range(3):
        anna.go_back()
    expect(anna).to_have_url(anna.url.partition("?")[0])
    expect(total).to_have_attribute("data-total", str(everything))
    expect(anna.locator("header.bar-top")).to_have_count(1)


def test_a_lost_session_leads_to_the_sign_in_page(anna: Page) -> None:
    anna.goto("/tasks/")
    anna.context.clear_cookies()
    anna.get_by_role("link", name="На проверке").first.click()
    anna.wait_for_url("**/accounts/login/?next=/tasks/**")
    expect(anna.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("javascript", [True, False])
def test_three_chosen_reports_are_accepted(
    sign_in: Callable[..., Page], anna: Page, worker: None, faults: list[str], javascript: bool
) -> None:
    page = anna
    if not javascript:
        page = sign_in("anna@portal.example", PASSWORD, java_script_enabled=False)
    page.goto("/tasks/?status=submitted")
    accept = page.get_by_role("button", name="Принять отчёты")
    expect(accept).to_be_visible(visible=not javascript)
    for number in (0, 1, 2):
        page.get_by_role("checkbox", name="Выбрать:").nth(number).check()
    if javascript:
        expect(page.locator("[data-chosen]")).to_have_text("Выбрано 3")
        page.get_by_role("checkbox", name="Выбрать все на странице").check()
        expect(page.locator("[data-chosen]")).to_have_text("Выбрано 16")
        page.get_by_role("button", name="Снять выбор").click()
        expect(accept).to_be_hidden()
        for number in (0, 1, 2):
            page.get_by_role("checkbox", name="Выбрать:").nth(number).check()
    accept.click()

    expect(page.locator("[data-allowed]")).to_have_attribute("data-allowed", "3")
    assert Task.objects.filter(status=Status.ACCEPTED).count() == 0
    page.get_by_role("button", name="Принять отчёты: 3").click()
    page.wait_for_url("**/jobs/*/")
    result = page.get_by_role("link", name="Открыть результат")
    for _ in range(30):
        if result.count():
            break
        page.wait_for_timeout(300)
        if not javascript:
            page.reload()
    result.click()
    expect(page.locator("[data-done]")).to_have_attribute("data-done", "3")
    assert Task.objects.filter(status=Status.ACCEPTED).count() == 3
    page.get_by_role("link", name="Вернуться к списку").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "13")
