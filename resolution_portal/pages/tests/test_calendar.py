"""The calendar of working days: a day by hand, a list of days with what is wrong in which line."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from resolution_portal.workdays.days import is_working_day
from resolution_portal.workdays.models import DayOverride

URL = "/calendar/"


@pytest.fixture
def irina(client: Client, cast: SimpleNamespace) -> Client:
    client.force_login(cast.irina)
    return client


def test_the_year_with_its_days(irina: Client) -> None:
    html = irina.get(URL, {"year": "2026"}).content.decode()
    assert html.count('class="month"') == 12
    assert 'data-date="2026-01-01" data-working="false"' in html
    assert 'data-date="2026-12-09" data-working="true"' in html
    assert reverse("calendar") == URL
    assert irina.get(URL, {"year": "99999999999"}).status_code == 200


def test_a_day_is_set_and_cleared(irina: Client) -> None:
    day = {"date": "2026-12-09", "is_working": "0", "note": "День города"}
    assert irina.post(URL, day).status_code == 303
    assert not is_working_day(date(2026, 12, 9))
    assert irina.post(URL, {**day, "is_working": "1"}).status_code == 303, "the same day again replaces the row"
    assert is_working_day(date(2026, 12, 9))
    row = DayOverride.objects.get()
    assert irina.post(URL, {"remove": row.pk}).status_code == 303
    assert not DayOverride.objects.exists()
    assert irina.post(URL, {**day, "date": "1026-12-09"}).status_code == 422


def test_pasted_lines_are_shown_then_saved(irina: Client) -> None:
    lines = "Дата;День;Основание\n31.12.2026;выходной;перенос\n2026-12-26\tрабочий\n"
    seen = irina.post(URL, {"lines": lines, "check": "1"})
    assert seen.status_code == 200
    assert 'data-read="2"' in seen.content.decode()
    assert not DayOverride.objects.exists()
    assert irina.post(URL, {"lines": lines, "save": "1"}).status_code == 303
    rows = DayOverride.objects.values_list("date", "is_working", "note")
    assert list(rows) == [(date(2026, 12, 26), True, ""), (date(2026, 12, 31), False, "перенос")]


def test_errors_name_line_and_column_and_nothing_is_saved(irina: Client) -> None:
    lines = "31.12.2026;выходной\n32.12.2026;рабочий\n30.12.2026;иногда\n31.12.2026;рабочий"
    answer = irina.post(URL, {"lines": lines, "save": "1"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Строка 2, дата: «32.12.2026» – не дата. Напишите, например, 31.12.2026." in html
    assert "Строка 3, какой день: Напишите «рабочий» или «выходной»." in html
    assert "Строка 4, дата: Этот день уже есть в строке 1. Оставьте одну." in html
    assert "30.12.2026;иногда" in html, "what was typed is kept"
    assert not DayOverride.objects.exists()


def test_a_file_in_the_encoding_of_windows(irina: Client) -> None:
    file = SimpleUploadedFile("дни.csv", "31.12.2026;выходной;перенос".encode("cp1251"))
    seen = irina.post(URL, {"lines": "", "file": file})
    assert "перенос" in seen.content.decode()
    assert irina.post(URL, {"lines": " "}).status_code == 422


@pytest.mark.parametrize("person", ["anna", "elena", "pavel"])
def test_only_coordinators(client: Client, cast: SimpleNamespace, person: str) -> None:
    client.force_login(getattr(cast, person))
    assert client.get(URL).status_code == 403
