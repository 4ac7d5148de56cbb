"""Cyrillic folding, done when a row is written: search and order are then the same on both databases."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"[0-9]+")
_DIGITS_WIDTH = 8


def fold(text: str) -> str:
    """The text as a search sees it: no case, «е» for «ё», single plain spaces, nothing invisible."""
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return _SPACES.sub(" ", composed.casefold().replace("ё", "е")).strip()


def sort_key(text: str) -> str:
    """The folded text with its numbers padded, so that «Школа № 9» stands before «Школа № 10»."""
    return _DIGITS.sub(lambda run: run.group().zfill(_DIGITS_WIDTH), fold(text))
