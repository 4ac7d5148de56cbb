"""What lands on paper: the content with its statuses in words, no frame, buttons or addresses; A4, nothing cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page

from organizations.tests.cast import PASSWORD
from reports.tests.drafting import sent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = {"width": 680, "height": 960}  # A4 between its margins, in CSS pixels
ACROSS = {"width": 1046, "height": 718}
SEEN = """() => {
  const frame = "nav:not(.pages), .btn, .bar-top, .sections, .bottom-bar, .filters, .selection, .cell-check,"
    + "form[data-action]:not(.list-sheet)";
  const shown = [...document.querySelectorAll(frame)]
    .filter(each => each.checkVisibility()).map(each => each.className || each.tagName);
  const root = document.documentElement;
  const heads = [...document.querySelectorAll("thead")].map(each => getComputedStyle(each).display);
  return {shown, over: root.scrollWidth - root.clientWidth, heads, text: document.body.innerText};
}"""
SHEETS = re.compile(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]")


def test_task_list_receipt_and_summary_on_paper(
    sign_in: Callable[..., Page], cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    task = document.task(cast.school5, document.d41)
    receipt = sent(task, cast.elena)
    report = receipt.reports.get()
    page = sign_in("elena@portal.example", PASSWORD)
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(PAPER)
    for path, words in {
        f"/tasks/{task.pk}/": ["Пункт 4.1 коротко", "На проверке", "История", "Кто проверяет", "Данные на"],
        "/tasks/": ["Мои пункты", "На проверке", "Не начато", "Пункт 4.2 коротко"],
        f"/reports/{report.pk}/": ["Отчёт № 1", "Подтверждение"],
        f"/reports/receipts/{receipt.number}/": [f"Квитанция № {receipt.number}", "4.1", "Кто проверяет"],
    }.items():
        page.goto(path)
        on_paper(page, words)
        assert sheet(page) == (595, 842)
    ink = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert ink == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    page.set_viewport_size(ACROSS)
    page.goto("/reports/summary/")
    on_paper(page, ["Сводная таблица", "4.1", "Исполнено"])
    assert sheet(page) == (842, 595)


def on_paper(page: Page, words: list[str]) -> None:
    seen = page.evaluate(SEEN)
    text = " ".join(seen["text"].split())
    assert [each for each in words if each not in text] == []
    assert (seen["shown"], seen["over"], set(seen["heads"]) - {"table-header-group"}) == ([], 0, set())
    assert "http" not in text
    assert "Выйти" not in text


def sheet(page: Page) -> tuple[int, int]:
    """Width and height of the first sheet in points, as Chromium's own printing makes it."""
    found = SHEETS.search(page.pdf(prefer_css_page_size=True))
    assert found
    return round(float(found[1])), round(float(found[2]))
