"""The report for a date in a browser: saved as one types, another tab, a lost line, and sending."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from organizations.tests.cast import PASSWORD
from reports.models import ProgressReport, Receipt
from reports.tests.drafting import draft
from tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignIn = Callable[..., Page]


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    found: Task = document.task(cast.school5, document.d41)
    return found


def opened(page: Page, task: Task) -> Locator:
    page.goto(f"/reports/fill/{task.resolution_id}/{task.first_due_on}/")
    return page.locator(f"#t{task.pk}")


def complete(block: Locator, words: str) -> None:
    block.get_by_label("Полностью").check()
    block.get_by_label("Что сделано").fill(words)
    block.get_by_label("Ссылка").first.fill("https://school5.example/programma")


def send(page: Page) -> None:
    page.get_by_role("button", name="Отправить готовые").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Квитанция")


def test_without_javascript_it_is_a_plain_form(sign_in: SignIn, task: Task) -> None:
    page = sign_in("elena@portal.example", PASSWORD, java_script_enabled=False)
    complete(opened(page, task), "Программа обновлена.")
    send(page)
    assert Receipt.objects.get().reports.get().text == "Программа обновлена."


def test_it_saves_itself_and_is_sent(sign_in: SignIn, task: Task) -> None:
    page = sign_in("elena@portal.example", PASSWORD)
    block = opened(page, task)
    complete(block, "Программа обновлена.")
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    expect(page.get_by_role("button", name="Отправить готовые (1)")).to_be_visible()
    assert ProgressReport.objects.get().text == "Программа обновлена."
    send(page)


def test_another_tab_is_offered_both_texts(
    sign_in: SignIn, cast: SimpleNamespace, task: Task, faults: list[str]
) -> None:
    page = sign_in("elena@portal.example", PASSWORD)
    block = opened(page, task)
    draft(task, cast.maria, text="Мария написала.")
    block.get_by_label("Что сделано").fill("Елена написала.")
    expect(block.locator("[data-offer]")).to_contain_text("Мария написала.")
    expect(block.get_by_label("Что сделано")).to_have_value("Елена написала.")
    block.get_by_role("button", name="Сохранить моё").click()
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    assert ProgressReport.objects.get().text == "Елена написала."
    faults[:] = [fault for fault in faults if "409" not in fault]  # the refusal itself, as Chromium notes it


def test_a_page_older_than_the_last_save_shows_what_was_saved(sign_in: SignIn, task: Task) -> None:
    """Reloaded while a save is on its way, the portal may answer with the page of before it."""
    page = sign_in("elena@portal.example", PASSWORD)
    block = opened(page, task)
    older = page.request.get(page.url).text()
    complete(block, "Программа обновлена.")
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    page.route(page.url, lambda route: route.fulfill(body=older, content_type="text/html; charset=utf-8"))
    page.reload()
    expect(block.get_by_label("Что сделано")).to_have_value("Программа обновлена.")
    block.get_by_label("Что сделано").fill("Программа обновлена и принята.")
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    assert ProgressReport.objects.get().text == "Программа обновлена и принята."


def test_what_a_lost_line_kept_back_is_offered_again(sign_in: SignIn, task: Task, faults: list[str]) -> None:
    page = sign_in("elena@portal.example", PASSWORD)
    block = opened(page, task)
    page.context.set_offline(True)
    block.get_by_label("Что сделано").fill("Написано без связи.")
    expect(block.locator("[data-saved]")).to_contain_text("Нет связи")
    page.close()  # a page that is still open would save itself as soon as the line is back
    page.context.set_offline(False)
    assert not ProgressReport.objects.exists()
    block = opened(page.context.new_page(), task)
    expect(block.locator("[data-offer]")).to_contain_text("Написано без связи.")
    block.get_by_role("button", name="Вернуть в форму").click()
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    assert ProgressReport.objects.get().text == "Написано без связи."
    faults[:] = [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault]
