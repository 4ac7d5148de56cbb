"""The panel beside a cell, percent, and what narrows the table, as the page shows them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client
from lxml import html

from organizations.models import User
from reports.tests.summary.situation import arrange
from reports.tests.views.test_summary import URL, cells, counted, numbers_with_links, page, words_of

pytestmark = pytest.mark.django_db


def panel_words(tree: html.HtmlElement) -> str:
    return words_of(tree, "//*[@id='cell-panel']")


def test_a_cell_opens_beside_the_table_without_a_script(client, cast, document):
    arrange(cast, document)
    tree = page(client, cast.irina, f"?cell={document.d42.pk}:{cast.vyazma.pk}")
    assert len(tree.xpath("//table[@data-table='summary']//tr[@data-organization]")) == 2, "the table stays"
    assert tree.xpath("//td[contains(@class, 'is-open')]/@data-directive") == [str(document.d42.pk)]
    words = panel_words(tree)
    assert "Пункт 4.2, срок" in words and "Вяземский район" in words
    assert "Исполнено 0 из 2" in words and "! просрочено 1" in words and "Без принятого отчёта: 2" in words
    assert tree.xpath("//*[@data-part='waiting']/li/@data-status") == ["returned", "submitted"]
    assert "tel:+74813142217" in tree.xpath("//*[@data-part='waiting']//a/@href")
    task = document.task(cast.korzovo, document.d42)
    assert f"/tasks/{task.pk}/" in tree.xpath("//*[@data-part='waiting']//a[.='Открыть пункт']/@href")
    assert "МКОУ Корзовская ОШ (п. 4.2)" in tree.xpath("string(//textarea)")
    assert tree.xpath("//a[@data-close]/@href") == [f"?resolution={document.resolution.pk}"]


@pytest.mark.parametrize(
    ("person", "query", "rows"),
    [
        ("irina", "", "@data-group or @data-total-row"),
        ("anna", "?rows=organization&status=new&status=returned&show=percent", "@data-organization"),
        ("elena", "", "@data-organization"),
    ],
)
def test_every_cell_leads_to_its_panel_and_from_there_to_its_lists(client, cast, document, person, query, rows):
    arrange(cast, document)
    user = getattr(cast, person)
    tree = page(client, user, query)
    for td in tree.xpath(f"//tr[{rows}]/td[@data-directive]"):
        links = td.xpath("a[@class='opens']/@href")
        assert len(links) == (td.get("data-total") != "0")
        for link in links:
            beside = page(client, user, link)
            panel = beside.xpath("//*[@id='cell-panel']")[0]
            assert panel.get("data-total") == td.get("data-total")
            assert len(panel.xpath(".//li[@data-task]")) == int(td.get("data-total"))
            for url in panel.xpath(".//a[starts-with(@href, '/tasks/?')]"):
                number = int("".join(filter(str.isdigit, url.text_content())))
                assert counted(url.get("href"), user) == number


def test_the_panel_alone_for_the_script(client, cast, document):
    arrange(cast, document)
    answer = asked(client, cast.irina, f"?cell={document.d41.pk}:{cast.vyazma.pk}&part=panel")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.lstrip().startswith("<section") and "<table" not in text and "Корзовская" in text


@pytest.mark.parametrize("cell", ["", "1", "0:0", "abc:def"])
def test_a_cell_that_is_not_there(client, cast, document, cell):
    assert asked(client, cast.irina, f"?cell={cell}&part=panel").status_code == 404
    tree = page(client, cast.irina, f"?cell={cell}")
    assert not tree.xpath("//*[@id='cell-panel']")
    assert tree.xpath("//table[@data-table='summary']")


def test_a_strangers_cell_is_not_there(client, cast, document):
    query = f"?resolution={document.resolution.pk}&cell={document.d41.pk}:{cast.vyazma.pk}&part=panel"
    assert asked(client, cast.stranger, query).status_code == 404
    assert asked(client, cast.olga, query).status_code == 404
    assert Client().get(URL + query).status_code == 302


def test_percent_stands_in_the_cells_and_counts_everything_it_says(client, cast, document):
    arrange(cast, document)
    tree = page(client, cast.irina, "?show=percent")
    shown = [words_of(td, ".") for td in tree.xpath("//tr[@data-total-row]/td[@data-directive]")]
    assert [words.replace("! ", "!") for words in shown] == ["", "50 %", "", "!1 50 %", "!2 0 %"]
    assert tree.xpath("//a[@aria-current='true'][contains(., 'Проценты')]")
    assert "доля исполненных" in words_of(tree, "//*[contains(@class, 'summary-legend')]")
    assert cells(tree.xpath("//tr[@data-total-row]")[0])[3] == "4/2/1/1", "the markup's counts stay"
    for link in tree.xpath("//tr[@data-total-row]/td[@data-directive]/a[contains(., '%')]"):
        assert counted(link.get("href"), cast.irina) == int(link.getparent().get("data-total"))


def test_a_download_in_percent_is_what_the_page_shows(client, cast, document):
    arrange(cast, document)
    tree = page(client, cast.irina, f"?show=percent&cell={document.d41.pk}:")
    assert tree.xpath("//a[contains(., 'Скачать CSV')]/@href") == ["?show=percent&format=csv"]
    csv = b"".join(asked(client, cast.irina, "?show=percent&format=csv").streaming_content).decode("utf-8-sig")
    lines = [line.split(";")[6:] for line in csv.splitlines()]
    assert lines[0][:4] == ["1.1 исполнено, %", "1.1 просрочено", "2.1 исполнено, %", "2.1 просрочено"]
    assert lines[1] == ["", "", "100", "0", "", "", "50", "1", "0", "1"]
    data = b"".join(asked(client, cast.irina, "?show=percent&format=xlsx").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Сводная таблица"]
    assert [cell.value for cell in sheet[7]][6:] == [None, None, 1, 0, None, None, 0.5, 1, 0, 1]
    assert (sheet["M7"].number_format, sheet["M6"].value) == ("0%", "исполнено, %")


def test_narrowed_to_an_addressee_the_other_columns_go(client, cast, document):
    arrange(cast, document)
    tree = page(client, cast.irina, f"?kind={cast.school5.kind_id}")
    assert set(tree.xpath("//td/@data-directive")) == {str(document.d41.pk), str(document.d42.pk)}
    assert tree.xpath("//select[@id='id_kind']/option[@selected]/@value") == [str(cast.school5.kind_id)]
    assert len(tree.xpath("//thead//th[@scope='colgroup']")) == 1
    chip = words_of(tree, "//p[contains(@class, 'conditions')]/a[1]")
    assert chip.startswith("Категория организаций: Общеобразовательные организации ✕")


def test_each_condition_is_named_with_a_way_to_take_it_off(client, cast, document):
    arrange(cast, document)
    due = document.task(cast.school5, document.d41).due_on
    tree = page(client, cast.irina, f"?under={cast.vyazma.pk}&due_before={due:%Y-%m-%d}&status=new&show=percent")
    chips = {words_of(link, "."): link.get("href") for link in tree.xpath("//p[contains(@class,'conditions')]/a")}
    assert [name.split(":")[0] for name in chips][:3] == ["Организация и всё, что ниже", "Срок до", "Статус"]
    without = next(url for name, url in chips.items() if name.startswith("Статус: Не начато"))
    assert "status" not in without and f"under={cast.vyazma.pk}" in without and "show=percent" in without
    rest = page(client, cast.irina, without)
    assert rest.xpath("//input[@name='due_before']/@value") == [f"{due:%Y-%m-%d}"]
    assert rest.xpath("//tr/@data-organization") == [str(cast.vyazma.pk)]
    hidden = tree.xpath("//form[contains(@class, 'filters')]//input[@type='hidden']")
    assert [(field.get("name"), field.get("value")) for field in hidden] == [("status", "new"), ("show", "percent")]


def test_the_regional_level_is_a_list_for_phones(client, cast, document):
    arrange(cast, document)
    tree = page(client, cast.irina)
    items = tree.xpath("//ul[contains(@class, 'summary-regional')]/li")
    assert [words_of(item, ".") for item in items] == [
        "1.1, Департамент по образованию и науке На проверке",
        "3.1, ГАУ ДПО СОИРО Не начато",
    ]
    assert set(tree.xpath("//td[contains(@class, 'apart')]/@data-directive")) == {
        str(document.d11.pk),
        str(document.d31.pk),
    }
    assert not page(client, cast.larisa).xpath("//*[contains(@class, 'apart')]"), "nothing would be left"
    assert numbers_with_links(tree)


def asked(client: Client, user: User, query: str):
    client.force_login(user)
    return client.get(URL + query)
