"""The fill page where the line does not reach: opened, filled and sent once; whose copies a browser keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from organizations.tests.cast import PASSWORD
from reports.models import ProgressReport, Receipt
from reports.tests.drafting import draft
from resolution_portal.tests.browser.line import Line
from tasks.models import Task

expect.set_options(timeout=15_000)  # a busy machine, and the page's own pauses before it asks again
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignIn = Callable[..., Page]
READY = """navigator.serviceWorker.ready.then(() => caches.keys())
    .then(all => Promise.all(all.filter(one => /pages/.test(one)).map(one => caches.open(one).then(it => it.keys()))))
    .then(all => all.flat().length > 0)"""
BACK = "window.dispatchEvent(new Event('online'))"


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    found: Task = document.task(cast.school5, document.d41)
    return found


@pytest.fixture
def line(live_server: Any) -> Iterator[Line]:
    made = Line(live_server.url)
    yield made
    made.close()


@pytest.fixture
def elena(sign_in: SignIn, line: Line, task: Task, faults: list[str]) -> Iterator[Page]:
    """Her browser on that line; what Chromium notes of a cut line and of refusals is meant here."""
    yield sign_in("elena@portal.example", PASSWORD, base_url=line.url, service_workers="allow")
    faults[:] = [fault for fault in faults if not fault.startswith("Failed to load resource")]


def url(task: Task) -> str:
    return f"/reports/fill/{task.resolution_id}/{task.first_due_on}/"


def opened(page: Page, task: Task) -> Locator:
    page.goto(url(task))
    page.wait_for_function(READY)
    return page.locator(f"#t{task.pk}")


def complete(block: Locator, words: str) -> None:
    block.get_by_label("Полностью").check()
    block.get_by_label("Что сделано").fill(words)
    block.get_by_label("Ссылка").first.fill("https://school5.example/programma")


def press(page: Page) -> None:
    page.get_by_role("button", name="Отправить готовые").click()


def sent(page: Page) -> Locator:
    return page.locator("[data-sending]").filter(has_text="Отправлено, квитанция №")


def test_opened_and_filled_without_a_line_it_goes_once_when_it_is_back(elena: Page, line: Line, task: Task) -> None:
    opened(elena, task)
    line.cut()
    elena.reload()
    expect(elena.locator("[data-copy-note]")).to_contain_text("Нет связи. Показано сохранённое")
    complete(elena.locator(f"#t{task.pk}"), "Написано без связи.")
    press(elena)
    expect(elena.locator("[data-sending]")).to_contain_text("Ждёт связи")
    elena.reload()  # the tab was closed and opened in the meantime
    expect(elena.locator(f"#t{task.pk}").get_by_label("Что сделано")).to_have_value("Написано без связи.")
    assert not ProgressReport.objects.exists()
    line.restore()
    elena.evaluate(BACK)
    expect(sent(elena)).to_be_visible()
    elena.get_by_role("link", name="Открыть квитанцию").click()
    expect(elena.get_by_role("heading", level=1)).to_contain_text(f"Квитанция № {Receipt.objects.get().number}")
    assert Receipt.objects.get().reports.get().text == "Написано без связи."


def test_a_lost_answer_sends_nothing_twice(elena: Page, line: Line, task: Task) -> None:
    block = opened(elena, task)
    complete(block, "Программа обновлена.")
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    line.loses_next_post = True
    press(elena)
    expect(elena.locator("[data-sending]")).to_contain_text("дошло ли, пока неизвестно")
    assert Receipt.objects.count() == 1
    elena.reload()
    expect(sent(elena)).to_contain_text(str(Receipt.objects.get().number))
    assert Receipt.objects.count() == 1


def test_a_conflict_stops_the_sending_and_loses_nothing(
    elena: Page, line: Line, task: Task, cast: SimpleNamespace
) -> None:
    block = opened(elena, task)
    line.cut()
    complete(block, "Елена написала.")
    press(elena)
    expect(elena.locator("[data-sending]")).to_contain_text("Ждёт связи")
    draft(task, cast.maria, text="Мария написала.")
    line.restore()
    elena.evaluate(BACK)
    expect(block.locator("[data-offer]")).to_contain_text("Мария написала.")
    expect(elena.locator("[data-sending]")).to_contain_text("Ничего не отправлено")
    block.get_by_role("button", name="Сохранить моё").click()
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    press(elena)
    expect(elena.get_by_role("heading", level=1)).to_contain_text("Квитанция")
    assert Receipt.objects.get().reports.get().text == "Елена написала."


def test_an_expired_session_loses_nothing_and_saves_by_itself(elena: Page, task: Task) -> None:
    block = opened(elena, task)
    cookies = elena.context.cookies()
    elena.context.clear_cookies()
    block.get_by_label("Что сделано").fill("Написано после срока входа.")
    expect(block.locator("[data-expired]")).to_contain_text("Вход истёк")
    assert not ProgressReport.objects.exists()
    expect(block.get_by_role("link", name="Войти в новой вкладке")).to_have_attribute("target", "_blank")
    elena.context.add_cookies(cookies)  # type: ignore[arg-type]  # signed in again in another tab
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    expect(block.locator("[data-expired]")).to_be_hidden()
    assert ProgressReport.objects.get().text == "Написано после срока входа."


def test_words_are_never_saved_under_another_name(
    elena: Page, line: Line, task: Task, cast: SimpleNamespace, client: Client
) -> None:
    block = opened(elena, task)
    client.force_login(cast.maria)  # in another tab of the same browser
    name = settings.SESSION_COOKIE_NAME
    elena.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": line.url}])
    block.get_by_label("Что сделано").fill("Слова Елены.")
    expect(block.locator("[data-expired]")).to_contain_text("вошёл другой человек")
    assert not ProgressReport.objects.exists()


def test_copies_are_gone_after_signing_out(elena: Page, line: Line, task: Task) -> None:
    opened(elena, task)
    elena.get_by_role("button", name="Выйти").click()
    expect(elena.get_by_role("heading", level=1)).to_have_text("Вход")
    assert elena.evaluate("caches.keys().then(all => all.filter(one => /pages/.test(one)))") == []
    line.cut()
    with pytest.raises(Exception, match="net::ERR"):
        elena.goto(url(task))
    line.restore()
