"""From the letter's link to the first report sent, on a phone: taps and fields are counted."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from organizations.models import User
from organizations.tests.inviting import EMAIL, invited
from reports.models import ProgressReport
from resolution_portal.tests.browser.conftest import listen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_from_the_letter_to_the_first_report(
    javascript: bool,
    browser: Browser,
    live_server: Any,
    faults: list[str],
    cast: SimpleNamespace,
    document: SimpleNamespace,
) -> None:
    path = invited(cast.school5, cast.anna, name="Сидорова Нина Петровна")
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        locale="ru-RU",
        java_script_enabled=javascript,
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    listen(page, live_server.url, faults)

    page.goto(path)
    taps, tap = counter()
    tap(page.get_by_label("Пароль", exact=True)).fill("Длинный-пароль-2022")  # all else the inviter has filled in
    tap(page.get_by_role("button", name="Принять приглашение"))
    page.wait_for_url("**/")
    assert len(taps) == 2
    main = page.locator("main")
    expect(main.get_by_role("status")).to_contain_text("отчитайтесь по каждому до его срока")
    expect(main.get_by_text("Петрова Анна Сергеевна")).to_be_visible()
    expect(main.get_by_role("link", name="8 (48131) 4-22-17").first).to_be_visible()
    assert page.locator("html").evaluate("page => page.scrollWidth") <= 390

    taps, tap = counter()
    tap(page.locator(".bottom-bar").get_by_role("link", name="Заполнить отчёт"))
    tap(page.get_by_text("Полностью", exact=True).first)
    tap(page.get_by_label("Что сделано").first).fill("Программа воспитания утверждена и размещена на сайте.")
    tap(page.get_by_label("Ссылка").first).fill("https://school5.example/vospitanie")
    tap(page.get_by_role("button", name="Отправить готовые"))
    page.wait_for_url("**/reports/receipts/*/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Квитанция")
    assert len(taps) <= 6

    report = ProgressReport.objects.get()
    assert (report.state, report.author) == ("submitted", User.objects.get(email=EMAIL))


def counter() -> tuple[list[str], Callable[[Locator], Locator]]:
    """Taps as they are made, a field's own included; typing is not one."""
    made: list[str] = []

    def tap(what: Locator) -> Locator:
        made.append(str(what))
        what.tap()
        return what

    return made, tap
