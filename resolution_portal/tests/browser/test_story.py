"""The whole story in a browser, from the paper to the table (the cast: organizations/tests/cast.py)."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from organizations.tests.cast import PASSWORD
from tasks.models import Resolution, Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = Path(settings.BASE_DIR) / "tasks/samples/resolution-2022-08-23.docx"
SignIn = Callable[..., Page]


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_the_whole_story(
    javascript: bool,
    sign_in: SignIn,
    worker: None,
    cast: SimpleNamespace,
    files: list[Path],
) -> None:
    def enter(person: str) -> Page:
        return sign_in(f"{person}@portal.example", PASSWORD, java_script_enabled=javascript)

    irina = enter("irina")
    import_and_publish(irina, javascript)
    task = Task.objects.get(organization=cast.school5, directive__number="4.1")

    elena = enter("elena")
    report(elena, task, "Программа воспитания имеется.", files, link="https://school5.example/vospitanie")
    expect(elena.get_by_role("heading", level=1)).to_contain_text("Квитанция")

    anna = enter("anna")
    block = in_review(anna, task)
    expect(block.locator("li[data-file]")).to_have_count(2)
    block.get_by_text("Вернуть на доработку").first.click()
    block.get_by_label("Что исправить").fill("Укажите реквизиты приказа")
    block.locator("form[data-action=return] button").click()
    expect(anna.get_by_role("status").first).to_contain_text("возвращён")

    elena.goto(f"/tasks/{task.pk}/")
    expect(elena.locator("main")).to_contain_text("Укажите реквизиты приказа")
    report(elena, task, "Программа утверждена приказом от 31.08.2022 № 112-од.", [])
    task.refresh_from_db()
    assert (task.status, task.report_number) == ("submitted", 2)

    in_review(anna, task).locator("form[data-action=accept] button").click()
    expect(anna.get_by_role("status").first).to_contain_text("принят")
    task.refresh_from_db()
    assert (task.status, task.reviewed_by) == ("accepted", cast.anna)

    the_summary_shows_it(irina, cast, task)
    the_departments_own_item(enter("dmitry"), enter("galina"), cast)


def import_and_publish(page: Page, javascript: bool) -> None:
    page.get_by_role("link", name="Документы на контроле").first.click()
    page.get_by_role("link", name="Загрузить документ").click()
    page.get_by_label("Файл документа").set_input_files(SAMPLE)
    page.get_by_role("button", name="Прочитать документ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("План контроля")
    page.get_by_label("Срок для пунктов без даты").fill("2031-12-23")
    page.get_by_role("button", name="Сохранить и перейти к публикации").click()
    expect(page.locator("main")).to_contain_text("36")
    page.get_by_role("button", name="Опубликовать").click()
    result = page.get_by_role("link", name="Открыть результат")
    for _ in range(30):
        if result.count():
            break
        page.wait_for_timeout(500)
        if not javascript:
            page.reload()
    result.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("трансформация смыслов")
    assert Task.objects.count() == 36


def report(page: Page, task: Task, text: str, files: list[Path], link: str = "") -> None:
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_role("link", name="Заполнить отчёт").first.click()
    page.get_by_text("Полностью", exact=True).click()
    page.get_by_label("Что сделано").fill(text)
    if files:
        page.get_by_label("Файлы или фото").set_input_files(files)
    if link:
        page.get_by_label("Ссылка").first.fill(link)
    page.get_by_role("button", name="Отправить отчёт").click()
    page.wait_for_url("**/reports/receipts/*/")


def in_review(page: Page, task: Task) -> Locator:
    page.goto("/reports/review/")
    return page.locator(f"[data-task='{task.pk}']")


def the_summary_shows_it(page: Page, cast: SimpleNamespace, task: Task) -> None:
    page.goto("/reports/summary/")
    row = page.locator(f"table[data-table=summary] tr[data-organization='{cast.vyazma.pk}']")
    cell = row.locator(f"td[data-directive='{task.directive_id}']")
    expect(cell).to_have_attribute("data-total", "2")
    expect(cell).to_have_attribute("data-accepted", "1")
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать XLSX").first.click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book.sheetnames == ["Сводная таблица", "Перечень"]
    listed = [row for row in book["Перечень"].iter_rows(values_only=True) if row and row[0] == "4.1"]
    assert sum("Исполнено" in row for row in listed) == 1
    assert len(listed) == 4


def the_departments_own_item(executor: Page, reviewer: Page, cast: SimpleNamespace) -> None:
    task = Task.objects.get(organization=cast.region, directive__number="1.1")
    report(executor, task, "Область участвует в двух федеральных проектах.", [], link="https://edu.example/projects")
    executor.goto(f"/tasks/{task.pk}/")
    expect(executor.get_by_role("button", name="Принять отчёт")).to_have_count(0)
    reviewer.goto(f"/tasks/{task.pk}/")
    reviewer.get_by_role("button", name="Принять отчёт").first.click()
    expect(reviewer.get_by_role("status").first).to_contain_text("принят")
    task.refresh_from_db()
    assert (task.status, task.written_by, task.reviewed_by) == ("accepted", cast.dmitry, cast.galina)
    assert Resolution.objects.get().status == "published"
