"""What a cell of a spreadsheet takes."""

from __future__ import annotations

from django.utils.translation import gettext as _

LONGEST = 32_767  # characters, counted as UTF-16 does


def cut(text: str) -> str:
    """The text, ended with a word that says so where a cell takes no more."""
    if _length(text) <= LONGEST:
        return text
    end = _("… (текст сокращён)")
    room = LONGEST - len(end)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore") + end


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
