"""``import_resolution`` and ``publish_resolution`` on the real document."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from tasks.models import Resolution, Task

SAMPLES = Path(settings.BASE_DIR) / "tasks/samples"
MARKDOWN, WORD = SAMPLES / "resolution-2022-08-23.md", SAMPLES / "resolution-2022-08-23.docx"


def run(command: str, *arguments: Any, **options: Any) -> tuple[int, dict[str, Any]]:
    """The exit code and the one JSON object on stdout."""
    out = io.StringIO()
    code = 0
    try:
        call_command(command, *map(str, arguments), json=True, stdout=out, stderr=io.StringIO(), **options)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, json.loads(out.getvalue())


@pytest.mark.parametrize("file", [MARKDOWN, WORD], ids=["md", "docx"])
def test_the_real_document(file: Path, db: None) -> None:
    code, answer = run("import_resolution", file, dry_run=True)
    assert code == 0
    assert answer["title"] == "Региональная система организации воспитания обучающихся: трансформация смыслов"
    assert (answer["place"], answer["adopted_on"], answer["is_draft_text"]) == ("Смоленск", "2022-08-23", True)
    assert [[d["number"] for d in section["directives"]] for section in answer["sections"]] == [
        ["1.1", "1.2", "1.3"],
        ["2.1", "2.2", "2.3", "2.4"],
        ["3.1"],
        ["4.1", "4.2", "4.3", "4.4", "4.5", "4.6"],
    ]
    assert [section["kind"] for section in answer["sections"]] == [
        "Департамент Смоленской области по образованию и науке",
        "Органы управления образованием муниципальных районов и городских округов",
        "ГАУ ДПО СОИРО",
        "Общеобразовательные организации",
    ]
    assert answer["sections"][3]["directives"][5]["text"] == (
        "развивать социальное партнерство, сетевое и межведомственное взаимодействие по актуальным вопросам "
        "воспитания и социализации детей и подростков"
    )
    assert (answer["problems"], answer["id"], answer["published"]) == ([], None, False)
    assert not Resolution.objects.exists()


def test_import_and_publish(cast: SimpleNamespace) -> None:
    code, answer = run("import_resolution", WORD, publish=True, due=date(2031, 12, 23), issuer=cast.region.name)
    # 3 for the department, 4 for each of two municipal bodies, 1 for SOIRO, 6 for each of four schools
    assert (code, answer["tasks"]) == (0, {"created": 3 + 8 + 1 + 24, "existing": 0})
    assert (answer["published"], answer["issuer"]) == (True, cast.region.name)
    assert Task.objects.filter(resolution=answer["id"]).count() == 36
    code, again = run("publish_resolution", answer["id"])
    assert (code, again) == (0, {"created": 0, "existing": 36, "by_kind": {}})


def test_an_undated_directive_is_not_published(cast: SimpleNamespace) -> None:
    code, answer = run("import_resolution", WORD, publish=True, issuer=cast.region.name)
    assert code == 1
    assert [problem["code"] for problem in answer["problems"]] == ["no_due_date"] * 14
    assert "1.1" in answer["problems"][0]["message"]
    assert not Resolution.objects.exists()


def test_the_same_file_twice_names_the_first(cast: SimpleNamespace) -> None:
    _code, first = run("import_resolution", WORD, issuer=cast.region.name)
    code, second = run("import_resolution", WORD, issuer=cast.region.short_name)
    assert code == 1
    assert f"документ № {first['id']}" in second["problems"][0]["message"]
    assert Resolution.objects.count() == 1
    assert run("import_resolution", WORD, issuer=cast.other.name)[0] == 0


def test_an_unknown_addressee_is_named_with_its_line(cast: SimpleNamespace, tmp_path: Path) -> None:
    text = MARKDOWN.read_text().replace("ГАУ ДПО СОИРО", "Родительской общественности")
    file = tmp_path / "resolution.md"
    file.write_text(text)
    code, answer = run("import_resolution", file, publish=True, due=date(2031, 12, 23), issuer=cast.region.name)
    line = next(n for n, words in enumerate(text.splitlines(), start=1) if "Родительской" in words)
    assert code == 1
    assert [(problem["line"], problem["code"]) for problem in answer["problems"]] == [(line, "unknown_addressee")]
    assert not Resolution.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("пусто.docx", b""),
        ("фото.docx", b"\xff\xd8\xff\xe0" + b"0" * 100),
        ("битый.docx", b"PK\x03\x04" + b"0" * 100),
        ("большой.txt", b"a" * (20 * 1024 * 1024 + 1)),
    ],
    ids=["empty", "image", "broken", "large"],
)
def test_what_cannot_be_read(name: str, data: bytes, cast: SimpleNamespace, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    code, answer = run("import_resolution", file, issuer=cast.region.name)
    assert code == 1
    assert len(answer["problems"]) == 1
    assert "\n" not in answer["problems"][0]["message"]
    assert not Resolution.objects.exists()


def test_what_no_column_takes_is_cut(cast: SimpleNamespace, tmp_path: Path) -> None:
    """A title of many lines; PostgreSQL would refuse it."""
    head = "\n\n".join(["РЕЗОЛЮЦИЯ", *(f"О развитии воспитания в области {'очень ' * 40}часть {n}" for n in range(9))])
    file = tmp_path / "resolution.md"
    file.write_text(f"{head}\n\n**Общеобразовательным организациям:**\n\n1. обеспечить выполнение программы.\n")
    code, answer = run("import_resolution", file, issuer=cast.region.name)
    assert code == 0
    title = Resolution.objects.get(pk=answer["id"]).title
    assert len(answer["title"]) > 1000
    assert (len(title), title[-1]) == (1000, "…")


def test_a_strange_issuer_is_refused(cast: SimpleNamespace) -> None:
    for named in ("²", "9" * 5000):
        assert run("import_resolution", WORD, issuer=named)[0] == 1


def test_who_issues_must_be_told_when_there_are_two_roots(cast: SimpleNamespace) -> None:
    code, answer = run("import_resolution", WORD)
    assert code == 1
    assert "--issuer" in answer["problems"][0]["message"]


def test_a_person_without_the_right_is_refused(cast: SimpleNamespace) -> None:
    code, _answer = run("import_resolution", WORD, issuer=cast.region.name, user=cast.anna.email)
    assert code == 1
    assert not Resolution.objects.exists()


def test_publish_dry_run_counts(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    code, answer = run("publish_resolution", draft.resolution.pk, dry_run=True)
    assert (code, answer["created"], answer["existing"]) == (0, 12, 0)
    assert not Task.objects.exists()
    assert run("publish_resolution", 999999)[0] == 1
