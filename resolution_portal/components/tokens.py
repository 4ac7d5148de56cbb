"""The colours of static/css/tokens.css for the page of samples: by name, light and dark, with their contrast."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

SHEET = Path(settings.BASE_DIR) / "static/css/tokens.css"
DARK = "@media (prefers-color-scheme: dark)"
TEXT, SHAPE = 4.5, 3.0  # what WCAG 2.2 AA asks of text, and of shapes and edges
#: Colour, the ground it stands on, the least contrast.
PAIRS = (
    ("ink", "surface", TEXT),
    ("ink", "ground", TEXT),
    ("ink", "sunken", TEXT),
    ("ink", "accent-soft", TEXT),
    ("ink", "late-mid", TEXT),
    ("ink", "step-3", TEXT),
    ("muted", "surface", TEXT),
    ("muted", "ground", TEXT),
    ("muted", "sunken", TEXT),
    ("muted", "accent-soft", TEXT),
    ("edge", "surface", SHAPE),
    ("edge", "ground", SHAPE),
    ("accent", "surface", TEXT),
    ("accent", "ground", TEXT),
    ("accent", "accent-soft", TEXT),
    ("on-action", "action", TEXT),
    ("on-action", "action-down", TEXT),
    ("on-bar", "bar", TEXT),
    ("on-bar-muted", "bar", TEXT),
    ("on-bar-edge", "bar", SHAPE),
    ("new", "new-soft", TEXT),
    ("work", "work-soft", TEXT),
    ("review", "review-soft", TEXT),
    ("back", "back-soft", TEXT),
    ("done", "done-soft", TEXT),
    ("late", "late-soft", TEXT),
    ("late", "surface", TEXT),
    ("fill-work", "surface", SHAPE),
    ("fill-review", "surface", SHAPE),
    ("fill-back", "surface", SHAPE),
    ("fill-done", "surface", SHAPE),
    ("fill-late", "surface", SHAPE),
)


@dataclass(frozen=True)
class Pair:
    """A colour on its ground."""

    name: str
    ground: str
    least: float
    light: float
    dark: float


def pairs() -> list[Pair]:
    """Every pair with its contrast in both schemes, read from the style sheet itself."""
    light, dark = palettes()
    return [
        Pair(name, ground, least, contrast(light[name], light[ground]), contrast(dark[name], dark[ground]))
        for name, ground, least in PAIRS
    ]


def palettes() -> tuple[dict[str, str], dict[str, str]]:
    """Names and colours, light and dark; what the dark does not change stays."""
    bright, night = SHEET.read_text().split(DARK)[:2]
    light = _colours(bright)
    return light, light | _colours(night)


def contrast(one: str, other: str) -> float:
    """By WCAG: from 1 (the same) to 21 (black on white)."""
    dim, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", css))


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
