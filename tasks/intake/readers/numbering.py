"""The numbers that Word shows but does not write into the text: numbering.xml."""

from dataclasses import dataclass, field

from lxml import etree

from tasks.intake.readers.ooxml import attribute, child, children, value

_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"))
_ROMAN_SMALL = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MAX_COUNT = 9_999


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str
    start: int


@dataclass
class _List:
    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """Counts through a document and gives each list paragraph its number."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._overrides: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def number(self, list_id: str, level: int) -> str | None:
        """The number of the next paragraph of a list ("" for a bullet); None when there is no such list."""
        found = self._lists.get(list_id)
        if found is None:
            return None
        own = found.levels.get(level, _Level("bullet", "", 1))
        counts = self._counts.setdefault(found.abstract, {})
        if (list_id, level) in self._overrides and (list_id, level) not in self._restarted:
            self._restarted.add((list_id, level))
            counts.pop(level, None)
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if own.form in ("bullet", "none"):
            return ""
        return self._label(found, own.pattern, counts)

    def _label(self, found: _List, pattern: str, counts: dict[int, int]) -> str:
        label = pattern
        for level in range(9):
            shown = found.levels.get(level)
            if shown and f"%{level + 1}" in label:
                label = label.replace(f"%{level + 1}", _written(counts.get(level, shown.start), shown.form))
        return label.strip(" .)(")

    def _load(self, root: etree._Element) -> None:
        abstracts = {
            attribute(node, "abstractNumId"): {_index(level): _level(level, None) for level in children(node, "lvl")}
            for node in children(root, "abstractNum")
        }
        for node in children(root, "num"):
            list_id = attribute(node, "numId")
            abstract = value(node, "abstractNumId") or ""
            levels = dict(abstracts.get(abstract, {}))
            for override in children(node, "lvlOverride"):
                index = _index(override)
                start = value(override, "startOverride")
                own = child(override, "lvl")
                if own is not None:
                    levels[index] = _level(own, start)
                elif index in levels and start is not None:
                    levels[index] = _Level(levels[index].form, levels[index].pattern, _number(start, 1))
                if start is not None:
                    self._overrides.add((list_id, index))
            self._lists[list_id] = _List(abstract, levels)


def _level(node: etree._Element, start: str | None) -> _Level:
    first = _number(start if start is not None else value(node, "start"), 1)
    return _Level(value(node, "numFmt") or "decimal", value(node, "lvlText") or "", first)


def _index(node: etree._Element) -> int:
    return _number(attribute(node, "ilvl"), 0)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _written(count: int, form: str) -> str:
    count = min(count, _MAX_COUNT)
    if form in ("russianLower", "russianUpper"):
        letters = _LETTERS[(count - 1) % len(_LETTERS)]
    elif form in ("lowerLetter", "upperLetter"):
        letters = _LATIN[(count - 1) % len(_LATIN)]
    elif form in ("lowerRoman", "upperRoman"):
        letters = _roman(count)
    else:
        return str(count)
    return letters.upper() if form.startswith("upper") or form.endswith("Upper") else letters.lower()


def _roman(count: int) -> str:
    written = ""
    for size, sign in (*_ROMAN, *_ROMAN_SMALL):
        while count >= size:
            written += sign
            count -= size
    return written
