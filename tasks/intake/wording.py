"""The words of a directive: where its text ends, who is named responsible in it."""

import re

_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:г|гг|др|пр|т\.\s?[дпек]|обл|руб|тыс|млн|млрд|чел|ст|им|ул|[А-ЯЁ]\.\s?[А-ЯЁ])\.$"
)
_RESPONSIBLE = re.compile(
    r"\b(?:ответственн(?:ый|ая|ые)(?:\s+(?:исполнитель|исполнители|лицо|за исполнение))?|отв\.)\s*[:–—-]\s*"
    r"(?P<who>[^;)]+?)\s*(?=;|\)|$|\.\s*срок|,\s*срок)",
    re.IGNORECASE,
)
_PASSPORT = re.compile(r"(?:срок(?:и)?(?:\s+исполнения)?|ответственн\w+|отв\.)[^:–—-]{0,40}[:–—-]", re.IGNORECASE)


def without_end(text: str) -> str:
    """A list item's text without the «;» or «.» that ends it; the dot of «2022 г.» stays."""
    text = text.rstrip().rstrip(";,").rstrip()
    if text.endswith(".") and not text.endswith("..") and not _ABBREVIATION.search(text):
        text = text[:-1].rstrip()
    return text


def responsible_in(text: str) -> str:
    """The person or unit after «Ответственный:», in the document's words."""
    found = _RESPONSIBLE.search(text)
    return without_end(found["who"]) if found else ""


def is_passport_line(text: str) -> bool:
    """A line under a directive that says its date or its responsible person («Срок: …»)."""
    return _PASSPORT.match(text) is not None
