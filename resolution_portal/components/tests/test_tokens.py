"""The colours stand apart enough, in both schemes."""

import pytest

from resolution_portal.components.tokens import contrast, pairs, palettes


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1c5a9e", "#1c5a9e") == 1


def test_every_pair_reads_light_and_dark() -> None:
    weak = [
        (pair.name, pair.ground, pair.light, pair.dark) for pair in pairs() if min(pair.light, pair.dark) < pair.least
    ]
    assert weak == []


def test_both_palettes_are_read_whole() -> None:
    light, dark = palettes()
    assert light.keys() == dark.keys()
    assert (light["ink"], dark["ink"], light["surface"], dark["on-action"]) == ("#17202b", "#e7ebf0", "#fff", "#fff")
