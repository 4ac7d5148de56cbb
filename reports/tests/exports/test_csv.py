from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pytest

from reports.exports import csv
from reports.summary.table import build
from reports.tests.summary.situation import arrange
from resolution_portal import clock

pytestmark = pytest.mark.django_db


def written(document: SimpleNamespace, user: object, **options: Any) -> bytes:
    table = build(resolution=document.resolution, user=user, on=clock.today(), **options)  # type: ignore[arg-type]
    file = io.BytesIO()
    csv.write(table, file)
    return file.getvalue()


def test_the_bytes_are_as_a_russian_spreadsheet_reads_them(cast, document):
    arrange(cast, document)
    data = written(document, cast.irina)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 6  # one line of headings, four rows, the total
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0] == (
        "Муниципальное образование;Всего;Исполнено;В срок;Просрочено;Исполнено, %;"
        "1.1 исполнено;1.1 всего;1.1 просрочено;2.1 исполнено;2.1 всего;2.1 просрочено;"
        "3.1 исполнено;3.1 всего;3.1 просрочено;4.1 исполнено;4.1 всего;4.1 просрочено;"
        "4.2 исполнено;4.2 всего;4.2 просрочено"
    )
    assert lines[1] == "Вяземский район;5;2;1;2;40;;;;1;1;0;;;;1;2;1;0;2;1"
    assert lines[3] == "Региональный уровень;2;0;0;0;0;0;1;0;;;;0;1;0;;;;;;"
    assert lines[5] == "Итого;12;3;2;3;25;0;1;0;1;2;0;0;1;0;2;4;1;0;4;2"


def test_by_organizations_the_municipality_stands_beside(cast, document):
    lines = written(document, cast.irina, group_by="organization").decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Организация;Муниципальное образование;Всего;")
    assert lines[2].startswith("МБОУ «СШ № 5» г. Вязьмы;Вяземский район;2;")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cast, document, first):
    cast.vyazma.short_name = f"{first}1+1"
    cast.vyazma.save()
    data = written(document, cast.irina).decode("utf-8-sig")
    assert f"'{first}1+1" in data
    assert csv.plain("1+1=2") == "1+1=2"
