"""A report sent and accepted by Tab, Enter, Space and arrows alone; what has the focus is always seen."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from organizations.tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What is wrong with the focused element: out of the window, under the bar at the bottom, or without its frame.
HIDDEN = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.id === "main") return "";
  const named = `${at.tagName} ${at.id || at.name || at.textContent.trim().slice(0, 40)}`;
  const target = at.matches("[type=radio], [type=checkbox]") && at.closest("label") || at;
  const box = target.getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (!seen) return `out of sight: ${named}`;
  const bar = document.querySelector(".bottom-bar");
  const over = bar.checkVisibility() && !bar.contains(at);
  const edge = over ? bar.getBoundingClientRect().top : innerHeight;
  if (box.top + Math.min(box.height, 24) > edge + 1) return `under the bar: ${named}`;
  const framed = each => [null, "::after"].some(part => getComputedStyle(each, part).outlineStyle !== "none");
  return framed(target) || framed(at) ? "" : `no frame: ${named}`;
}"""
SAYS = """() => {
  const at = document.activeElement, label = at.labels && at.labels[0];
  const words = (label || at).textContent.trim().replace(/\\s+/g, " ");
  return [at.tagName, words, at.getAttribute("aria-label") || ""].join("|");
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_a_report_from_sign_in_to_accepted(
    width: int, sign_in: Callable[..., Page], cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    size = {"viewport": {"width": width, "height": 700}}
    task = document.task(cast.school5, document.d41)
    elena = sign_in("elena@portal.example", PASSWORD, **size)
    elena.keyboard.press("Tab")
    assert "Перейти к содержанию" in elena.evaluate(SAYS)
    elena.keyboard.press("Enter")
    go(elena, "Заполнить отчёт: 2 пункта", "Enter")
    expect(elena.locator("#fill-form")).to_be_visible()
    go(elena, "Не исполнено", "ArrowRight", "ArrowRight")
    go(elena, "Что сделано")
    elena.keyboard.type("Программа воспитания обновлена и утверждена.")
    go(elena, "Вид документа")
    elena.keyboard.type("Приказ")
    go(elena, "Номер")
    elena.keyboard.type("112-од")
    go(elena, "Дата")
    elena.keyboard.type("08312022")
    go(elena, "Отправить готовые", "Enter")
    expect(elena.get_by_role("heading", level=1)).to_contain_text("Квитанция")
    task.refresh_from_db()
    assert task.status == "submitted"

    anna = sign_in("anna@portal.example", PASSWORD, **size)
    if width < 1200:
        go(anna, "Разделы", "Enter")
    go(anna, "Проверка", "Enter")
    expect(anna.get_by_role("heading", level=1)).to_contain_text("Проверка")
    go(anna, "Принять отчёт", "Enter")
    expect(anna.get_by_role("status").first).to_contain_text("принят")
    task.refresh_from_db()
    assert (task.status, task.reviewed_by) == ("accepted", cast.anna)


def go(page: Page, words: str, *keys: str) -> None:
    """Tab to what says this, looking at the focus at every step, then press the keys."""
    for _ in range(120):
        page.keyboard.press("Tab")
        assert page.evaluate(HIDDEN) == ""
        if words in page.evaluate(SAYS):
            break
    else:
        raise AssertionError(f"Tab never comes to «{words}»")
    for key in keys:
        page.keyboard.press(key)
