"""Figures of a school: 93 thousand pupils in the whole region, half of the schools with fewer than a hundred."""

from __future__ import annotations

from random import Random
from typing import Literal

from resolution_portal.demo.content.records import SchoolFacts

Setting = Literal["city", "town", "village"]
# (fewest, most) pupils; the mean of a draw lies nearer the fewer.
SIZES: dict[tuple[Setting, str], tuple[int, int]] = {
    ("city", "СШ"): (500, 1400),
    ("city", "Гимназия"): (800, 1400),
    ("city", "Лицей"): (700, 1100),
    ("town", "СШ"): (250, 800),
    ("town", "Гимназия"): (450, 800),
    ("town", "ОШ"): (150, 320),
    ("town", "НШ"): (90, 220),
    ("village", "СШ"): (40, 160),
    ("village", "ОШ"): (15, 70),
    ("village", "НШ"): (6, 30),
}
# Years of study by stage: (1–4, 5–9, 10–11).
STAGES = {"СШ": (4, 5, 1.2), "ОШ": (4, 5, 0), "НШ": (4, 0, 0), "Школа-интернат": (3, 5, 1.5)}
# The two schools that the pages' pictures show.
KNOWN = {
    "vyazma-5": SchoolFacts(240, 300, 72, classes=24, teachers=41, class_teachers=24),
    "vyazma-kaydakovskaya": SchoolFacts(58, 74, 16, classes=11, teachers=19, class_teachers=11),
}


def invent_facts(
    rng: Random, *, school_type: str, setting: Setting, suburb: bool = False, pupils: int | None = None
) -> SchoolFacts:
    """Pupils by stage, classes and teachers that fit each other."""
    if pupils is None:
        fewest, most = SIZES[setting, school_type]
        pupils = round(rng.triangular(fewest, most, fewest + (most - fewest) * 0.34) * (2.2 if suburb else 1))
    weights = STAGES.get(school_type, STAGES["СШ"])
    primary = round(pupils * weights[0] / sum(weights))
    senior = round(pupils * weights[2] / sum(weights))
    classes = max(_fewest_classes(school_type, pupils), round(pupils / 24))
    return SchoolFacts(
        pupils_1_4=primary,
        pupils_5_9=pupils - primary - senior,
        pupils_10_11=senior,
        classes=classes,
        teachers=max(4, round(classes * 1.45 + rng.randrange(4))),
        class_teachers=classes,
    )


def _fewest_classes(school_type: str, pupils: int) -> int:
    years = {"НШ": 4, "ОШ": 9}.get(school_type, 11)
    # In the smallest schools neighbouring years sit in one room.
    return years if pupils >= years * 4 else max(2, years // 2)
