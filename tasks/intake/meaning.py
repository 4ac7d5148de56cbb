"""What a name of an organization or a category means: its concepts, its number, its place."""

from dataclasses import dataclass

from tasks.intake.concepts import CONCEPTS, GENERIC, NEUTRAL, PAIRS, PLACES, QUALIFIERS, REGIONS
from tasks.intake.morphology import Word, words

_SERVICE_PARTS = frozenset(("PREP", "CONJ", "PRCL", "INTJ"))
_ACRONYM_FROM = 4


@dataclass(frozen=True)
class Meaning:
    """A name understood. `head` is what the addressee is; the other concepts say which one."""

    concepts: frozenset[str]
    head: str | None
    numbers: frozenset[str]
    one_place: bool
    regions: frozenset[str]
    acronyms: frozenset[str]
    initials: str


def meaning_of(name: str, *, nominative: bool = False) -> Meaning:
    """The meaning of a heading, or of a category's name (which stands in the nominative)."""
    said = words(name)
    strong: list[str] = []
    weak: list[str] = []
    one_place, regions = False, set()
    names = [_lemma(word) for word in said]
    consumed: set[int] = set()
    for index, (word, lemma) in enumerate(zip(said, names, strict=True)):
        following = names[index + 1] if index + 1 < len(names) else ""
        if index in consumed or word.part in _SERVICE_PARTS:
            continue
        if following in REGIONS and lemma.endswith(("ский", "цкий")):
            regions.add(lemma)
            continue
        if lemma in NEUTRAL:
            continue
        one_place = one_place or (lemma in PLACES and word.numbers == {"sing"})
        if (lemma, following) in PAIRS:
            strong.append(PAIRS[lemma, following])
            consumed.add(index + 1)
        elif lemma in GENERIC:
            weak.append(GENERIC[lemma])
        else:
            strong.extend(CONCEPTS.get(lemma, (lemma,)))
    told = strong or weak
    return Meaning(
        concepts=frozenset(told),
        head=next((concept for concept in told if concept not in QUALIFIERS), None),
        numbers=_numbers(said, names, nominative=nominative),
        one_place=one_place,
        regions=frozenset(regions),
        acronyms=frozenset(
            word.best
            for word in said
            if word.part == "ABBR" and len(word.best) >= _ACRONYM_FROM and word.best not in NEUTRAL
        ),
        initials="".join(word.text[0] for word in said if word.part not in _SERVICE_PARTS),
    )


def _numbers(said: list[Word], names: list[str], *, nominative: bool) -> frozenset[str]:
    """Singular, plural or both: of the noun that names the addressee, its adjective helping."""
    agreed: frozenset[str] = frozenset()
    for word, lemma in zip(said, names, strict=True):
        if lemma in NEUTRAL:
            continue
        numbers = word.nominative if nominative and word.nominative else word.numbers
        if word.is_noun:
            return numbers & agreed or numbers
        agreed = numbers
    return frozenset()


def _lemma(word: Word) -> str:
    """The dictionary form that the tables know; the likeliest one otherwise."""
    known = [word.best, *sorted(word.lemmas)]
    return next((lemma for lemma in known if lemma in CONCEPTS or lemma in GENERIC or lemma in NEUTRAL), word.best)
