from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.summary import panel as panels
from reports.summary.panel import Panel, Part, panel_of
from reports.summary.table import SummaryTable, build
from reports.tests.drafting import sent
from reports.tests.summary.situation import arrange
from reports.tests.views.queueing import schools
from resolution_portal import clock

pytestmark = pytest.mark.django_db


def table_for(document: SimpleNamespace, user: object, group_by: str = "municipality") -> SummaryTable:
    return build(resolution=document.resolution, user=user, on=clock.today(), group_by=group_by)  # type: ignore[arg-type]


def opened(document: SimpleNamespace, user: object, directive: object, row: object) -> Panel:
    asked = f"{directive.pk}:{getattr(row, 'pk', row)}"
    panel = panel_of(table_for(document, user), asked, user=user, url="https://portal.example/")
    assert panel is not None
    return panel


def names(part: Part) -> list[str]:
    return [item.task.organization.short_name for item in part.items]


def test_who_has_no_report_comes_first_and_what_is_done_last(cast, document):
    arrange(cast, document)
    panel = opened(document, cast.irina, document.d42, "")
    assert [(item.task.organization, item.task.status) for item in panel.waiting.items] == [
        (cast.korzovo, "returned"),
        (cast.lyceum, "returned"),
        (cast.school1, "in_progress"),
        (cast.school5, "submitted"),
    ]
    assert panel.accepted.items == panel.withdrawn.items == []
    panel = opened(document, cast.irina, document.d41, "")
    assert (names(panel.waiting), names(panel.withdrawn)) == (["МКОУ Корзовская ОШ"], ["МБОУ «СШ № 1» г. Ярцево"])
    assert sorted(names(panel.accepted)) == ["Лицей имени Кирилла и Мефодия", "МБОУ «СШ № 5» г. Вязьмы"]


def test_whom_to_call_and_what_to_write_to_the_chat(cast, document):
    arrange(cast, document)
    panel = opened(document, cast.anna, document.d42, cast.vyazma)
    assert [[person.last_name for person in item.people] for item in panel.waiting.items] == [
        ["Новикова"],
        ["Зайцева", "Иванова"],
    ]
    assert "срок" in panel.chat and "МКОУ Корзовская ОШ (п. 4.2)" in panel.chat
    assert "СШ № 5" not in panel.chat, "whoever has sent is not asked again"


def test_the_chat_has_a_paragraph_a_date(cast, document):
    arrange(cast, document)
    panel = opened(document, cast.irina, document.d42, "")
    late, today = panel.chat.split("\n\n")
    assert "Корзовская" in late and "Ярцево" in late and "прошёл" in late
    assert "Лицей" in today and "последний день" in today


def test_a_report_is_there_once_it_was_sent(cast, document):
    report = sent(document.task(cast.school5, document.d41), cast.elena).reports.get()
    panel = opened(document, cast.anna, document.d41, cast.vyazma)
    assert {item.task.organization.pk: item.report for item in panel.waiting.items} == {
        cast.school5.pk: report.pk,
        cast.korzovo.pk: None,
    }


@pytest.mark.parametrize("person", ["irina", "anna", "elena", "larisa", "dmitry", "sofia"])
@pytest.mark.parametrize("group_by", ["municipality", "organization"])
def test_behind_every_cell_stands_exactly_what_it_counts(cast, document, person, group_by):
    arrange(cast, document)
    user = getattr(cast, person)
    table = table_for(document, user, group_by)
    seen = 0
    for row in (*table.rows, table.total):
        for column, cell in zip(table.columns, row.cells, strict=True):
            panel = panel_of(table, f"{column.directive}:{row.key}", user=user, url="/")
            if not cell.total:
                assert panel is None
                continue
            parts = (panel.waiting, panel.accepted, panel.withdrawn)
            tasks = [item.task for part in parts for item in part.items]
            assert len(tasks) == sum(part.total for part in parts) == cell.total
            assert sum(task.is_overdue for task in tasks) == cell.overdue
            seen += len(tasks)
    assert seen == 2 * table.total.sum.total, "each task in its row and in the total"


def test_a_long_part_is_cut_and_says_so(cast, document, monkeypatch):
    arrange(cast, document)
    monkeypatch.setattr(panels, "LONGEST", 2)
    panel = opened(document, cast.irina, document.d42, "")
    assert (names(panel.waiting), panel.waiting.total) == (["МКОУ Корзовская ОШ", "Лицей имени Кирилла и Мефодия"], 4)
    assert panel.waiting.is_cut and not panel.accepted.is_cut


@pytest.mark.parametrize("asked", ["", ":", "abc", "0:0", "{d41}", "{d41}:999999", "{d11}:{vyazma}", "{d41}:Другая"])
def test_a_cell_that_is_not_there(cast, document, asked):
    table = table_for(document, cast.irina)
    named = asked.format(d41=document.d41.pk, d11=document.d11.pk, vyazma=cast.vyazma.pk)
    assert panel_of(table, named, user=cast.irina, url="/") is None


def test_another_municipality_is_no_row_of_mine(cast, document):
    table = table_for(document, cast.anna)
    assert panel_of(table, f"{document.d41.pk}:{cast.yartsevo.pk}", user=cast.anna, url="/") is None


def test_queries_do_not_grow_with_organizations(cast, document):
    schools(cast, document, 3)
    few = queries(cast, document)
    schools(cast, document, 20)
    assert queries(cast, document) == few <= 6


def queries(cast: SimpleNamespace, document: SimpleNamespace) -> int:
    table = table_for(document, cast.irina)
    with CaptureQueriesContext(connection) as captured:
        panel = panel_of(table, f"{document.d41.pk}:{cast.vyazma.pk}", user=cast.irina, url="/")
        assert [item.people for item in panel.waiting.items]
    return len(captured)
