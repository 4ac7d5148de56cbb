"""From bytes to text: a byte order mark, strict UTF-8, then Windows-1251, and nothing guessed beyond that."""

import codecs

from django.utils.translation import gettext as _

from tasks.intake.blocks import MAX_BLOCKS, Unreadable, too_many

MAX_CHARS = 2_000_000

# UTF-32 before UTF-16: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUSSIAN_SIGNS = frozenset("«»№–—…„“”’\u00a0§•°")


def decode(data: bytes, *, name: str) -> str:
    """The text of a file; `Unreadable` when the encoding is none of the three."""
    text = _decoded(data)
    if text is None:
        raise Unreadable(
            _("Не удалось прочитать текст файла «%(name)s»: сохраните его в кодировке UTF-8.") % {"name": name}
        )
    if len(text) > MAX_CHARS:
        raise Unreadable(
            _("В файле «%(name)s» больше 2 000 000 знаков: это не похоже на один документ.") % {"name": name}
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > 2 * MAX_BLOCKS:
        raise too_many(name)
    return text


def has_mark(data: bytes) -> bool:
    """Whether the file begins with a byte order mark (so that zero bytes in it are letters, not binary data)."""
    return data.startswith(tuple(mark for mark, _codec in _MARKS))


def _decoded(data: bytes) -> str | None:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec)
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    text = _strictly(data, "cp1251")
    return text if text is not None and _looks_russian(text) else None


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _looks_russian(text: str) -> bool:
    """A damaged UTF-8 file is also valid Windows-1251, but every second character of it is a stray sign."""
    outside = [char for char in text if ord(char) > 127]
    russian = sum(1 for char in outside if "а" <= char.lower() <= "я" or char in "ёЁ" or char in _RUSSIAN_SIGNS)
    return russian >= 0.8 * len(outside)
