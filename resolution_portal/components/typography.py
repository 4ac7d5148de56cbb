"""Where a line may not break, and how names, numbers and telephones are set."""

import re
from functools import lru_cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

NBSP = "\u00a0"
THIN = "\u202f"

_LETTER = "[A-Za-zА-Яа-яЁё]"
_GLUE = re.compile(
    "|".join(
        (
            r"(?<=№) ",
            r"(?<=\d) (?=\d{3}(?!\d))",  # 2 332
            rf"(?<=\d) (?=(?:{_LETTER}|[%№]))",  # 6 рабочих
            rf"(?<=(?<![\w-]){_LETTER}) (?=\S)",  # в школе
            rf"(?<=(?<![\w-]){_LETTER}{{2}}) (?=\S)",  # по пункту
            r"(?<=(?<!\w)[гдспГДСП]\.) (?=[А-ЯЁ])",  # г. Вязьмы
            r"(?<=(?<!\w)(?:ул|им)\.) (?=\S)",
            r"(?<=[а-яё]) (?=[А-ЯЁ]\. ?[А-ЯЁ]\.)",  # Петрова А. С.
            r"(?<=(?<!\w)[А-ЯЁ]\.) (?=[А-ЯЁ])",
            r" (?=[·–—](?: |$))",
        )
    )
)
_TAG = re.compile(r"(<[^>]*>)")


def nbsp(value: str) -> SafeString:
    """The text with no-break spaces where a break reads badly; tags and attributes stay as they are."""
    return _glue_markup(conditional_escape(value))


def glue(text: str) -> str:
    """The same for a plain text that goes elsewhere than into HTML."""
    return _GLUE.sub(NBSP, text)


@lru_cache(maxsize=4096)  # the same names and titles stand on every page
def _glue_markup(markup: SafeString) -> SafeString:
    pieces = _TAG.split(markup)
    pieces[::2] = [glue(text) for text in pieces[::2]]
    return mark_safe("".join(pieces))


def short_name(person: object) -> str:
    """«Петрова А. С.» of a user or of a full name; empty for nobody."""
    if not person:
        return ""
    first, *rest = _names(person) or [""]
    initials = [f"{name[0].upper()}." for name in rest if name]
    return NBSP.join([first, *initials])


def number(value: float | str | None) -> str:
    """«2 332»; a fraction keeps its decimals with a comma."""
    if value is None or value == "":
        return ""
    return f"{value:,}".replace(",", THIN).replace(".", ",") if not isinstance(value, str) else value


def phone_link(value: str) -> str:
    """«tel:+74813142217» of «8 (48131) 4-22-17», without what follows «доб.» or a comma."""
    digits = re.sub(r"\D", "", re.split(r"[,;]|доб", value)[0])
    if len(digits) == 11 and digits[0] == "8":
        digits = f"7{digits[1:]}"
    return f"tel:+{digits}" if len(digits) == 11 else f"tel:{digits}"


def _names(person: object) -> list[str]:
    if isinstance(person, str):
        return person.split()
    names = [getattr(person, part, "") for part in ("last_name", "first_name", "patronymic")]
    return [name for name in names if name]
