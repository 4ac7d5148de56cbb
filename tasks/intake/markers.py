"""Bullets and numbers typed by hand at the start of a line."""

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["bullet", "decimal", "letter", "roman"]

_BULLET = re.compile(r"\s*(?:[•·▪●○◦‣■□➢✓\uf0b7\uf0a7\uf02d]\s*|[-–—*+]\s+)")
# A single number needs its dot or bracket: «23 августа 2022 г.» is a date, not a list.
_NUMBER = re.compile(r"\s*(?:(\d{1,3}(?:\.\d{1,3})+)[.)]?|(\d{1,3}|[IVXLC]{1,6}|[а-яa-z](?=\)))[.)])\s+(?=\S)")
_DATE = re.compile(r"\s*\d{1,2}\.\d{1,2}\.\d{2,4}\b")


@dataclass(frozen=True)
class Marked:
    """A line without its marker. `number` is empty for a bullet."""

    number: str
    level: int
    text: str


def split_marker(text: str) -> Marked | None:
    """The marker at the start of a line and the rest of it, or None when there is no marker."""
    bullet = _BULLET.match(text)
    if bullet and bullet.end() < len(text):
        return Marked(number="", level=0, text=text[bullet.end() :])
    number = _NUMBER.match(text)
    if number and not _DATE.match(text):
        label = number[1] or number[2]
        return Marked(number=label, level=label.count("."), text=text[number.end() :])
    return None


def style_of(number: str) -> Style:
    """The look of a marker: items of one list share it."""
    if not number:
        return "bullet"
    if number[0].isdigit():
        return "decimal"
    return "roman" if re.fullmatch("[IVXLC]+", number) else "letter"
