from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from resolution_portal import clock
from resolution_portal.audit.models import Entry
from tasks.tests.cast import build_draft

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> dict[str, Any]:
    out = io.StringIO()
    call_command("export_summary", *map(str, arguments), "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def refused(*arguments: object) -> str:
    """The words of a refusal, which exits with 1 and prints one object."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("export_summary", *map(str, arguments), "--json", stdout=out, stderr=io.StringIO())
    assert end.value.code == 1
    return " ".join(problem["message"] for problem in json.loads(out.getvalue())["problems"])


def test_the_answer_names_the_file_its_rows_and_its_hash(cast, document, tmp_path):
    path = tmp_path / "свод.xlsx"
    answer = run("--resolution", document.resolution.pk, "--output", path)
    assert answer == {"path": str(path), "rows": 4, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    assert openpyxl.load_workbook(path).sheetnames == ["Сводная таблица", "Перечень"]
    assert list(tmp_path.iterdir()) == [path], "nothing is left beside it"
    entry = Entry.objects.get(action="export")
    assert entry.by_id is None


def test_as_a_person_it_holds_what_that_person_sees(cast, document, tmp_path):
    path = tmp_path / "own.csv"
    answer = run(
        "--resolution", document.resolution.pk, "--output", path, "--format", "csv", "--as", "ANNA@portal.example"
    )
    assert answer["rows"] == 1
    assert "Ярцевский район" not in path.read_text("utf-8-sig")
    assert Entry.objects.get(action="export").by_id == cast.anna.pk


def test_by_organizations(cast, document, tmp_path):
    path = tmp_path / "all.csv"
    assert (
        run("--resolution", document.resolution.pk, "--output", path, "--format", "csv", "--group-by", "organization")[
            "rows"
        ]
        == 8
    )


def test_today_is_a_day_that_can_be_asked_for(cast, document, tmp_path):
    answer = run(
        "--resolution",
        document.resolution.pk,
        "--output",
        tmp_path / "a.csv",
        "--format",
        "csv",
        "--as-of",
        clock.today(),
    )
    assert answer["rows"] == 4


def test_another_day_is_refused_and_nothing_is_written(cast, document, tmp_path):
    yesterday = clock.today() - timedelta(days=1)
    words = refused("--resolution", document.resolution.pk, "--output", tmp_path / "a.xlsx", "--as-of", yesterday)
    assert "--as-of" in words
    assert list(tmp_path.iterdir()) == []


def test_refusals_name_what_is_wrong(cast, document, tmp_path):
    path = tmp_path / "a.xlsx"
    resolution = document.resolution.pk
    assert "999999" in refused("--resolution", 999_999, "--output", path)
    assert "нет" in refused("--resolution", resolution, "--output", path, "--as", "stranger@portal.example")
    assert "nobody@portal.example" in refused(
        "--resolution", resolution, "--output", path, "--as", "nobody@portal.example"
    )
    draft = build_draft(cast.region).resolution.pk
    assert str(draft) in refused("--resolution", draft, "--output", path)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(cast, document, tmp_path):
    words = refused("--resolution", document.resolution.pk, "--output", tmp_path / "нет такой папки" / "a.xlsx")
    assert "нет такой папки" in words
    folder = tmp_path / "папка"
    folder.mkdir()
    assert "папка" in refused("--resolution", document.resolution.pk, "--output", folder)
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failed_write_leaves_the_old_file(cast, document, tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("прежний")

    def fail(*arguments: Any, **options: Any) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr("reports.exports.export.journal.write", fail)
    with pytest.raises(RuntimeError, match="disk"):
        run("--resolution", document.resolution.pk, "--output", path, "--format", "csv")
    assert path.read_text() == "прежний"
    assert [Path(found).name for found in tmp_path.iterdir()] == ["a.csv"]


def test_an_unknown_format_is_wrong_usage(cast, document, tmp_path):
    with pytest.raises(CommandError, match="pdf"):
        call_command("export_summary", "--resolution=1", "--format=pdf", f"--output={tmp_path / 'a'}")
