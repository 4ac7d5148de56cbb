"""Russian words by their dictionary form, through pymorphy3."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pymorphy3

_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+(?:-[A-Za-zА-Яа-яЁё]+)*")
_LONGEST = 40
_BEFORE_VERB = frozenset(("ADVB", "PRCL"))
_NAMING = frozenset(("NOUN", "ADJF", "PRTF", "NPRO", "NUMR"))


@dataclass(frozen=True)
class Word:
    """A word of a text and what it may be. `lemmas` are folded (ё → е), `nominative` are numbers."""

    text: str
    lemmas: frozenset[str]
    best: str
    part: str
    numbers: frozenset[str]
    nominative: frozenset[str]
    dative: bool

    @property
    def is_noun(self) -> bool:
        return self.part == "NOUN"


def words(text: str, *, limit: int = 60) -> list[Word]:
    """The first words of a text."""
    shouting = text.upper() == text
    found = []
    for match in _WORD.finditer(text):
        written = match[0][:_LONGEST]
        # «ОО» or «ГАУ» in mixed text are abbreviations, never forms of other words.
        short = written.isupper() and 1 < len(written) <= 3 and not shouting
        found.append(_abbreviation(written.lower()) if short else _parsed(written.lower()))
        if len(found) == limit:
            break
    return found


def begins_with_infinitive(text: str) -> bool:
    """Whether a sentence says what to do: «обеспечить …», «не допускать …», «своевременно направлять …»."""
    for word in words(text, limit=4):
        if word.part not in _BEFORE_VERB:
            return word.part == "INFN"
    return False


def addresses_somebody(text: str) -> bool:
    """Whether a phrase begins with a name in the dative («Родительской общественности»)."""
    found = words(text, limit=3)
    return bool(found) and found[0].part in _NAMING and found[0].dative


def _abbreviation(written: str) -> Word:
    folded = written.replace("ё", "е")
    return Word(written, frozenset((folded,)), folded, "ABBR", frozenset(), frozenset(), dative=False)


@lru_cache(maxsize=1)
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=20_000)
def _parsed(written: str) -> Word:
    analyzer = _analyzer()
    parses = analyzer.parse(written)
    if not analyzer.word_is_known(written) and not _declines(parses):
        return _abbreviation(written)
    best = parses[0]
    lemmas = frozenset(parse.normal_form.replace("ё", "е") for parse in parses)
    return Word(
        text=written,
        lemmas=lemmas,
        best=best.normal_form.replace("ё", "е"),
        part=str(best.tag.POS or ""),
        numbers=_numbers(parses),
        nominative=_numbers([parse for parse in parses if "nomn" in parse.tag]),
        dative=any("datv" in parse.tag for parse in parses),
    )


def _numbers(parses: list[pymorphy3.analyzer.Parse]) -> frozenset[str]:
    return frozenset(str(parse.tag.number) for parse in parses if parse.tag.number)


def _declines(parses: list[pymorphy3.analyzer.Parse]) -> bool:
    """An unknown word is read like a similar known one; an unknown short name («соиро») stays itself."""
    return parses[0].tag.POS in ("ADJF", "INFN", "PRTF") or len(parses[0].word) > 8
