"""Whom a heading speaks to: its words against the names of the categories, by meaning and not by spelling."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.intake.concepts import INTRODUCING, NARROWING, NARROWING_OTHERS
from tasks.intake.meaning import Meaning, meaning_of

KindName = str

SAME, PART, SPELLED_OUT, NARROWER = 1.0, 0.8, 0.9, 0.7

_JOINED = re.compile(r"\s*(?:,|;|\bи\b|\bсовместно с\b|\bа также\b)\s*", re.IGNORECASE)
_CLAUSE = re.compile(r",\s*(?=[а-яё]+(?:ущ|ющ|ащ|ящ|вш|нн)\w*\b)", re.IGNORECASE)
_MOST_PARTS = 12


@dataclass(frozen=True)
class Match:
    """A heading's text understood as one category; `confidence` is 1 when the words mean exactly the same."""

    text: str
    kind: KindName
    confidence: float


class Matcher:
    """Knows the categories by name; a row added later is matched like the first ones."""

    def __init__(self, kinds: Sequence[KindName]) -> None:
        self._kinds = [(kind, meaning_of(kind, nominative=True)) for kind in kinds]
        self._regions = frozenset(region for _kind, meaning in self._kinds for region in meaning.regions)

    def match(self, heading: str) -> list[Match]:
        """The categories a heading speaks to: one, several when each of its parts is one, or none."""
        heading = without_introduction(heading)
        whole = self._one(heading)
        if whole:
            return [whole]
        parts = self._parts(heading)
        return parts if len({part.kind for part in parts}) == len(parts) > 1 else []

    def _parts(self, heading: str) -> list[Match]:
        """The heading cut at its commas and «и» into addressees, the longest first; empty when a rest is left over."""
        cuts = [(0, 0), *(joint.span() for joint in _JOINED.finditer(heading)), (len(heading), len(heading))]
        found: list[Match] = []
        begin = 0
        while begin < len(cuts) - 1 <= _MOST_PARTS:
            spans = ((end, heading[cuts[begin][1] : cuts[end][0]]) for end in range(len(cuts) - 1, begin, -1))
            taken = next(((end, match) for end, text in spans if (match := self._one(text))), None)
            if taken is None:
                return []
            begin = taken[0]
            found.append(taken[1])
        return found

    def _one(self, text: str) -> Match | None:
        whole = self._best(text, meaning_of(text))
        if whole:
            return whole
        clause = _CLAUSE.search(text)
        if clause is None:
            return None
        narrower = self._best(text, meaning_of(text[: clause.start()]))
        return Match(text, narrower.kind, NARROWER) if narrower else None

    def _best(self, text: str, said: Meaning) -> Match | None:
        scored = [(self._confidence(said, meaning), kind) for kind, meaning in self._kinds]
        best = max((score for score, _kind in scored), default=0.0)
        kinds = [kind for score, kind in scored if score == best]
        return Match(text, kinds[0], best) if best > 0 and len(kinds) == 1 else None

    def _confidence(self, said: Meaning, kind: Meaning) -> float:
        if any(acronym in said.initials for acronym in kind.acronyms):
            return SPELLED_OUT
        elsewhere = bool(self._regions and said.regions - self._regions)
        one_of_many = bool(said.numbers and kind.numbers) and said.numbers.isdisjoint(kind.numbers)
        if said.head is None or said.head != kind.head or said.one_place or elsewhere or one_of_many:
            return 0.0
        if said.concepts == kind.concepts:
            return SAME
        if said.concepts < kind.concepts:
            return PART
        extra = said.concepts - kind.concepts
        narrowing = NARROWING.get(said.head, NARROWING_OTHERS)
        return NARROWER if kind.concepts < said.concepts and extra <= narrowing else 0.0


def without_introduction(heading: str) -> str:
    """The heading without «Рекомендовать», «Поручить» in front of the addressee."""
    first, _space, rest = heading.partition(" ")
    return rest.lstrip() if first.lower().strip(":,") in INTRODUCING else heading
