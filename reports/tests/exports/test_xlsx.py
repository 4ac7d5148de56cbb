from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reports.exports import xlsx
from reports.exports.cells import LONGEST
from reports.models import ProgressReport
from reports.summary.table import build
from reports.tests.summary.situation import arrange, parsed
from resolution_portal import clock
from tasks.models import Directive, Resolution, Task

pytestmark = pytest.mark.django_db


def workbook(document: SimpleNamespace, user: object, **options: Any) -> openpyxl.Workbook:
    resolution = Resolution.objects.get(pk=document.resolution.pk)
    table = build(resolution=resolution, user=user, on=clock.today(), **options)  # type: ignore[arg-type]
    file = io.BytesIO()
    xlsx.write(table, file)
    return openpyxl.load_workbook(file)


def listed(sheet: Worksheet) -> dict[tuple[str, str], dict[str, Any]]:
    """The lines of «Перечень» by item and executor."""
    headings, *rows = sheet.iter_rows(values_only=True)
    lines = [dict(zip(map(str, headings), row, strict=True)) for row in rows]
    return {(line["№ пункта"], line["Исполнитель"]): line for line in lines}


def test_the_table_holds_the_cells_counted_by_hand_as_numbers(cast, document):
    arrange(cast, document)
    sheet = workbook(document, cast.irina)["Сводная таблица"]
    words = [cell.value for cell in sheet[6]]
    assert words[:6] == ["Муниципальное образование", "Всего", "Исполнено", "В срок", "Просрочено", "Исполнено, %"]
    assert words[6:9] == ["исполнено", "всего", "просрочено"]
    found = {}
    for row in sheet.iter_rows(min_row=7, max_row=11, values_only=True):
        triples = [row[at : at + 3] for at in range(6, len(row), 3)]
        found[row[0]] = triples
    expected = {}
    for name, cells in parsed().items():
        numbers = [[int(n) for n in cell.split("/")] for cell in cells.values()]
        expected[name] = [(n[1], n[0], n[2]) if n[0] else (None, None, None) for n in numbers]
    assert found == expected
    total = [cell.value for cell in sheet[11]][:6]
    assert total == ["Итого", 12, 3, 2, 3, 0.25]
    assert sheet["F11"].number_format == "0%"


def test_headings_are_merged_by_addressee_and_the_range_has_its_name(cast, document):
    book = workbook(document, cast.irina)
    sheet = book["Сводная таблица"]
    merged = {str(found) for found in sheet.merged_cells.ranges}
    assert {"G4:I4", "P4:U4"} <= merged  # the department's one item, the schools' two
    assert sheet["P4"].value == "Общеобразовательные организации"
    due_on = document.task(cast.lyceum, document.d41).due_on
    assert sheet["P5"].value == f"4.1 · {due_on:%d.%m.%Y}"
    assert book.defined_names["Свод"].attr_text == "'Сводная таблица'!$A$7:$U$10"
    assert sheet.freeze_panes == "B7"
    assert sheet.page_setup.orientation == "landscape"


def test_the_list_has_a_row_a_task_with_dates_as_dates(cast, document):
    arrange(cast, document)
    sheet = workbook(document, cast.irina)["Перечень"]
    lines = listed(sheet)
    assert len(lines) == 12
    assert [key[0] for key in lines] == ["1.1", "2.1", "2.1", "3.1"] + ["4.1"] * 4 + ["4.2"] * 4
    accepted = lines["4.1", "МБОУ «СШ № 5» г. Вязьмы"]
    today = datetime.combine(clock.today(), datetime.min.time())
    assert accepted["Содержание пункта"] == "обеспечить выполнение пункта 4.1"
    assert accepted["Муниципальное образование"] == "Вяземский район"
    assert accepted["Дата представления"] == accepted["Дата принятия"] == today
    assert (accepted["Статус"], accepted["Отметка"], accepted["В срок"]) == ("Исполнено", "исполнено", "нет")
    assert accepted["Проверил"] == "Петрова\u00a0А.\u00a0С."
    assert accepted["Номер отчёта"] == 1
    late = lines["4.1", "МКОУ Корзовская ОШ"]
    assert late["Срок действующий"] == today - timedelta(days=1)
    assert late["Срок первоначальный"].date() == document.task(cast.lyceum, document.d41).first_due_on
    assert late["Дата принятия"] is None


def test_marks_say_what_a_paper_says(cast, document):
    arrange(cast, document)
    lines = listed(workbook(document, cast.irina)["Перечень"])
    marks = {(number, who.split()[-1]): line["Отметка"] for (number, who), line in lines.items()}
    assert marks == {
        ("1.1", "науке"): "на проверке",
        ("2.1", "район"): "срок не наступил",  # Ярцевский: in progress, not due
        ("3.1", "СОИРО"): "срок не наступил",
        ("4.1", "Вязьмы"): "исполнено",
        ("4.1", "ОШ"): "не исполнено",
        ("4.1", "Ярцево"): "снято без исполнения",
        ("4.1", "Мефодия"): "исполнено",
        ("4.2", "Вязьмы"): "на проверке",
        ("4.2", "ОШ"): "не исполнено",
        ("4.2", "Ярцево"): "не исполнено",
        ("4.2", "Мефодия"): "срок не наступил",  # returned, due today
    }
    shared = {line["Муниципальное образование"] for (number, _who), line in lines.items() if number in ("1.1", "3.1")}
    assert shared == {"Региональный уровень"}
    assert lines["4.1", "Лицей имени Кирилла и Мефодия"]["Муниципальное образование"] == "Областные и частные ОО"


def test_the_report_under_review_is_told_and_a_draft_is_not(cast, document):
    arrange(cast, document)
    sent, draft = document.task(cast.school5, document.d41), document.task(cast.korzovo, document.d41)
    report_on(sent, number=1, state="submitted", degree="partial", text="Провели семинар", proposal="keep")
    report_on(sent, number=2, state="draft", text="Ещё не отправлено")
    report_on(draft, number=1, state="draft", text="Черновик школы")
    lines = listed(workbook(document, cast.irina)["Перечень"])
    line = lines["4.1", "МБОУ «СШ № 5» г. Вязьмы"]
    assert line["Информация об исполнении"] == "Провели семинар"
    assert line["Степень исполнения"] == "Частично"
    assert line["Отметка"] == "исполнено частично"
    assert line["Предложение"] == "Оставить на контроле"
    assert lines["4.1", "МКОУ Корзовская ОШ"]["Информация об исполнении"] is None


def test_no_text_ever_becomes_a_formula_or_a_link(cast, document):
    Directive.objects.filter(pk=document.d41.pk).update(text="=1+1", number="=2+2", title="+3")
    Directive.objects.filter(pk=document.d42.pk).update(text="http://example.ru/ сделать")
    cast.school5.short_name = '=HYPERLINK("http://x")'
    cast.school5.save()
    document.d41.section.heading = "@SUM(A1)"
    document.d41.section.save()
    book = workbook(document, cast.irina, group_by="organization")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
                assert cell.hyperlink is None
    lines = listed(book["Перечень"])
    assert lines["=2+2", '=HYPERLINK("http://x")']["Содержание пункта"] == "=1+1"


def test_a_text_too_long_for_a_cell_is_cut_with_a_word(cast, document):
    Directive.objects.filter(pk=document.d41.pk).update(text="я" * 40_000)
    Directive.objects.filter(pk=document.d42.pk).update(text="😀" * 17_000)
    lines = listed(workbook(document, cast.irina)["Перечень"])
    text = lines["4.1", "МКОУ Корзовская ОШ"]["Содержание пункта"]
    assert len(text) == LONGEST
    assert text.endswith("я… (текст сокращён)")
    wide = lines["4.2", "МКОУ Корзовская ОШ"]["Содержание пункта"]
    assert len(wide.encode("utf-16-le")) // 2 <= LONGEST
    assert wide.endswith("😀… (текст сокращён)")


def test_the_file_says_of_which_document_and_day_it_is(cast, document):
    Resolution.objects.filter(pk=document.resolution.pk).update(number="7-р", adopted_on=date(2022, 8, 23))
    book = workbook(document, cast.irina)
    day = f"{clock.today():%d.%m.%Y}"
    assert book.properties.subject == "Резолюция от 23.08.2022 № 7-р «Региональная система организации воспитания»"
    assert book.properties.description == f"по состоянию на {day}"
    custom = {prop.name: prop.value for prop in book.custom_doc_props.props}
    assert custom["Номер документа"] == "7-р"
    assert custom["По состоянию на"].date() == clock.today()
    assert day in book["Сводная таблица"]["A2"].value


def test_a_school_gets_its_own_tasks_alone(cast, document):
    arrange(cast, document)
    lines = listed(workbook(document, cast.elena)["Перечень"])
    assert set(lines) == {("4.1", "МБОУ «СШ № 5» г. Вязьмы"), ("4.2", "МБОУ «СШ № 5» г. Вязьмы")}


def report_on(task: Task, **values: Any) -> ProgressReport:
    sent = clock.now() if values["state"] == "submitted" else None
    return ProgressReport.objects.create(task=task, channel="page", edited_at=clock.now(), submitted_at=sent, **values)
