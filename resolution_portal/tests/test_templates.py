"""What no page may hold, since the policy of our answers would not run or show it."""

import re
from pathlib import Path

import pytest
from django.template import engines

from resolution_portal.tests.launching import ROOT

TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt"))
PAGES = [path for path in TEMPLATES if path.suffix == ".html" and "letters" not in path.parts]
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "an outside address": re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_parses_and_is_short(path: Path):
    engines["django"].get_template(name_of(path))
    assert len(path.read_text().splitlines()) < 120


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_is_clean_for_the_content_policy(path: Path):
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL)
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []
