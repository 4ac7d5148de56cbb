from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Kind, Organization
from organizations.services.registry import create_organization
from reports.summary.table import SummaryTable, build
from reports.tests.summary.situation import arrange, parsed
from resolution_portal import clock
from resolution_portal.problems import Invalid
from tasks.models import Resolution, Task
from tasks.services.publishing import publish

pytestmark = pytest.mark.django_db


def table_for(document: SimpleNamespace, user: object, **options: object) -> SummaryTable:
    return build(resolution=document.resolution, user=user, on=clock.today(), **options)  # type: ignore[arg-type]


def as_text(table: SummaryTable) -> dict[str, dict[str, str]]:
    numbers = [column.number for column in table.columns]
    return {
        row.name: {
            number: f"{c.total}/{c.accepted}/{c.overdue}/{c.on_time}"
            for number, c in zip(numbers, row.cells, strict=True)
        }
        for row in [*table.rows, table.total]
    }


def totals(table: SummaryTable) -> dict[str, int]:
    return {row.name: row.sum.total for row in table.rows}


def test_every_cell_is_as_counted_by_hand(cast, document):
    arrange(cast, document)
    table = table_for(document, cast.irina)
    assert as_text(table) == parsed()
    assert [row.name for row in table.rows] == list(parsed())[:-1], "rows stand in this order"
    assert table.total.sum.total == 12


def test_a_cell_of_one_task_knows_its_status(cast, document):
    arrange(cast, document)
    table = table_for(document, cast.irina)
    statuses = {row.name: [cell.status for cell in row.cells] for row in table.rows}
    assert statuses == {
        "Вяземский район": ["", "accepted", "", "", ""],
        "Ярцевский район": ["", "in_progress", "", "withdrawn", "in_progress"],
        "Региональный уровень": ["submitted", "", "new", "", ""],
        "Областные и частные ОО": ["", "", "", "accepted", "returned"],
    }


def test_percent_of_accepted_never_rounds_to_all_or_nothing(cast, document):
    arrange(cast, document)
    table = table_for(document, cast.irina)
    assert [row.sum.percent for row in table.rows] == [40, 0, 0, 50]  # 2 of 5, 0 of 3, 0 of 2, 1 of 2
    assert table.total.sum.percent == 25
    cell = type(table.total.sum)
    assert cell(total=370, accepted=369).percent == 99
    assert cell(total=370, accepted=1).percent == 1
    assert cell(total=370, accepted=370).percent == 100


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (
            "galina",
            {"Вяземский район": 5, "Ярцевский район": 3, "Региональный уровень": 2, "Областные и частные ОО": 2},
        ),
        ("pavel", {"Вяземский район": 5, "Ярцевский район": 3, "Региональный уровень": 2, "Областные и частные ОО": 2}),
        ("anna", {"Вяземский район": 5}),
        ("olga", {"Ярцевский район": 3}),
        ("elena", {"МБОУ «СШ № 5» г. Вязьмы": 2}),  # the municipality is not hers to see: her school stands alone
        ("larisa", {"Областные и частные ОО": 2}),
        ("dmitry", {"Региональный уровень": 1}),
        ("boris", {}),
        ("stranger", {}),
    ],
)
def test_a_person_sees_their_rows_alone(cast, document, person, expected):
    assert totals(table_for(document, getattr(cast, person))) == expected


def test_the_system_sees_all(cast, document):
    assert table_for(document, None).total.sum.total == 12


def test_by_organizations_each_stands_alone_under_its_municipality(cast, document):
    arrange(cast, document)
    table = table_for(document, cast.irina, group_by="organization")
    assert [(row.above, row.name, row.sum.total, row.sum.overdue) for row in table.rows] == [
        ("Вяземский район", "Вяземский район", 1, 0),
        ("Вяземский район", "МБОУ «СШ № 5» г. Вязьмы", 2, 0),
        ("Вяземский район", "МКОУ Корзовская ОШ", 2, 2),
        ("Ярцевский район", "Ярцевский район", 1, 0),
        ("Ярцевский район", "МБОУ «СШ № 1» г. Ярцево", 2, 1),
        ("Региональный уровень", "Департамент по образованию и науке", 1, 0),
        ("Региональный уровень", "ГАУ ДПО СОИРО", 1, 0),
        ("Областные и частные ОО", "Лицей имени Кирилла и Мефодия", 2, 0),
    ]
    assert as_text(table)["Итого"] == parsed()["Итого"]


def test_a_municipality_without_tasks_has_its_empty_row(cast, document):
    bodies = Kind.objects.get(name__startswith="Органы управления")
    create_organization(kind=bodies, parent=cast.region, name="Угранский район", short_name="Угранский район")
    rows = totals(table_for(document, cast.irina))
    assert rows["Угранский район"] == 0
    assert list(rows)[:3] == ["Вяземский район", "Угранский район", "Ярцевский район"]
    narrowed = table_for(document, cast.irina, tasks=Task.objects.filter(level_1=cast.vyazma))
    assert totals(narrowed) == {"Вяземский район": 5}


def test_columns_are_the_directives_in_order_under_their_addressees(cast, document):
    table = table_for(document, cast.irina)
    assert [column.number for column in table.columns] == ["1.1", "2.1", "3.1", "4.1", "4.2"]
    assert [(group.heading[:12], group.width) for group in table.groups] == [
        ("Департамент ", 1),
        ("Органы управ", 1),
        ("ГАУ ДПО СОИР", 1),
        ("Общеобразова", 2),
    ]
    due_on = document.task(cast.lyceum, document.d41).due_on
    assert {column.due_on for column in table.columns} == {due_on}


def test_an_unknown_grouping_is_refused(cast, document):
    with pytest.raises(Invalid, match="муниципалитеты"):
        table_for(document, cast.irina, group_by="район")


@pytest.mark.parametrize("group_by", ["municipality", "organization"])
def test_queries_do_not_grow_with_rows(cast, draft, group_by):
    publish(resolution=draft.resolution, key="five", stamp=clock.now())
    few = queries(draft, cast, group_by)
    bodies, schools = Kind.objects.get(name__startswith="Органы управления"), cast.school5.kind
    for number in range(20):
        body = create_organization(
            kind=bodies, parent=cast.region, name=f"{number} район", short_name=f"{number} район"
        )
        create_organization(kind=schools, parent=body, name=f"Школа № {number}", short_name=f"Школа № {number}")
    publish(resolution=draft.resolution, key="more", stamp=clock.now())
    assert Organization.objects.filter(parent=cast.region).count() == 24
    assert queries(draft, cast, group_by) == few
    assert few <= 10


def queries(document: SimpleNamespace, cast: SimpleNamespace, group_by: str) -> int:
    document.resolution = Resolution.objects.get(pk=document.resolution.pk)  # nothing remembered from the last time
    with CaptureQueriesContext(connection) as captured:
        table_for(document, cast.irina, group_by=group_by)
    return len(captured)
