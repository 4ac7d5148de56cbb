"""The three presets: by which way each type comes, written by hand."""

from __future__ import annotations

import pytest

from resolution_portal.notices.presets import Preset, Way, preset_of, way_of

GRID = """
type      all    daily  important
assigned  letter letter bell
reminder  letter digest bell
overdue   letter letter letter
review    letter digest bell
accepted  letter digest bell
returned  letter letter letter
comment   letter digest bell
withdrawn letter digest bell
restored  letter digest bell
receipt   letter letter bell
"""
HEAD, *ROWS = [line.split() for line in GRID.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_grid(alice, row):
    for preset, way in zip(HEAD[1:], row[1:], strict=True):
        alice.settings = {"mail": preset}
        assert way_of(alice, row[0]) is Way[way.upper()], preset


@pytest.mark.parametrize("kept", [{}, {"mail": "hourly"}, {"mail": None}, {"mail": []}])
def test_without_a_choice_it_is_once_a_day(alice, kept):
    alice.settings = kept
    assert preset_of(alice) is Preset.DAILY
