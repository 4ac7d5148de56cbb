"""What every reader yields, whatever the format: a list of blocks."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

MAX_BLOCKS = 10_000
MAX_BLOCK_CHARS = 20_000

BlockKind = Literal["paragraph", "heading", "item", "cell"]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class Unreadable(Exception):
    """The file cannot be read; `message` is one line in Russian for the person who brought it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or table cell, with where it stands in the source."""

    kind: BlockKind
    text: str
    line: int
    place: str
    number: str = ""
    level: int = 0
    bold: bool = False
    centred: bool = False


def too_many(name: str) -> Unreadable:
    """The refusal of a file with more blocks than any document has."""
    return Unreadable(
        _("В файле «%(name)s» больше 10 000 абзацев: это не похоже на один документ. Проверьте, тот ли это файл.")
        % {"name": name}
    )


def too_long(place: str) -> Unreadable:
    """The refusal of a paragraph longer than any directive is."""
    return Unreadable(
        _("%(place)s: абзац длиннее 20 000 знаков. Проверьте, тот ли это файл.") % {"place": place.capitalize()}
    )


def tidy(text: str) -> str:
    """One line without invisible characters; letters composed, so that «й» is always one character."""
    text = _CONTROL.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return " ".join(text.split())
