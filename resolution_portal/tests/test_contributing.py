"""CONTRIBUTING's table of changes stays true: each file is there, or the folder that a new one would go to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

TOP = Path(settings.BASE_DIR)
ROWS = re.findall(r"^\| (?!change|---)(.+?) \| (.+?) \|$", (TOP / "CONTRIBUTING.md").read_text(), re.MULTILINE)


def test_the_table_has_its_ten_rows() -> None:
    assert len(ROWS) == 10


@pytest.mark.parametrize(("change", "files"), ROWS, ids=[row[0] for row in ROWS])
def test_each_change_has_its_place(change: str, files: str) -> None:
    for name in re.findall(r"`(.+?)`", files):
        path = TOP / name
        assert path.exists() or path.parent.is_dir(), name
