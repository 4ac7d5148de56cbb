"""Which block is an addressee's heading, and which is a thing to do."""

import re
from dataclasses import dataclass

from tasks.intake.addressees import Match, Matcher, without_introduction
from tasks.intake.blocks import Block
from tasks.intake.markers import style_of
from tasks.intake.morphology import addresses_somebody, begins_with_infinitive, words
from tasks.intake.requisites import is_requisite_line

_MARKS = " \t*_#`~.,:;–—•·-"
_ABBREVIATION = re.compile(r"[«\"]?[А-ЯЁ]{2,}")
_LONGEST = 400
_INNER = ("roman", "decimal", "letter", "bullet")  # the usual order of marks, outer first


@dataclass(frozen=True)
class Heading:
    """An addressee's heading: `text` as it stands, `addressee` without «Рекомендовать», and its categories."""

    text: str
    addressee: str
    matches: tuple[Match, ...]


def heading_of(block: Block, following: Block | None, matcher: Matcher) -> Heading | None:
    """The heading that a block is, or None. `following` is the next block."""
    text = clean_heading(block.text)
    addressee = without_introduction(text)
    if (
        not announces(block, following)
        or not addressee
        or len(text) > _LONGEST
        or is_requisite_line(text)
        or begins_with_infinitive(addressee)
    ):
        return None
    if any(text.count(opening) != text.count(closing) for opening, closing in ("«»", "()")):
        return None
    heading = Heading(text, addressee, tuple(matcher.match(addressee)))
    followed = following is not None and says_what_to_do(following)
    named = bool(heading.matches) or addresses_somebody(addressee) or _ABBREVIATION.match(addressee) is not None
    if block.kind == "item":
        return heading if named and followed and following is not None and is_deeper(following, block) else None
    if not followed:
        return heading if heading.matches and ends_with_colon(block.text) else None
    styled = announces(block, None)
    return heading if named or (styled and _leads_to_deeds(addressee, following)) else None


def clean_heading(text: str) -> str:
    """A heading without the marks that stray round it."""
    return text.strip(_MARKS)


def ends_with_colon(text: str) -> bool:
    """Whether a block announces what follows."""
    return text.rstrip(" *_#").endswith(":")


def announces(block: Block, following: Block | None) -> bool:
    """Whether a block looks like a heading: by its style, its colon, or as an unfinished line right over a list."""
    over_list = block.kind == "paragraph" and following is not None and following.kind == "item"
    unfinished = not block.text.endswith((".", ";", ","))
    return block.kind == "heading" or block.bold or ends_with_colon(block.text) or (over_list and unfinished)


def says_what_to_do(block: Block) -> bool:
    """Whether a block may be a directive: a list item, or a paragraph that begins with a verb."""
    return block.kind == "item" or begins_with_infinitive(block.text)


def is_deeper(below: Block, above: Block) -> bool:
    """Whether an item belongs to the item above it."""
    if below.kind != "item" or below.level > above.level or below.number.startswith(f"{above.number}."):
        return True
    inner, outer = style_of(below.number), style_of(above.number)
    return inner != outer and (below.level == above.level or _INNER.index(inner) > _INNER.index(outer))


def _leads_to_deeds(addressee: str, following: Block | None) -> bool:
    """An unusual heading over directives is still a heading, unless it tells a story («Участники решили:»)."""
    tells = any(word.part == "VERB" for word in words(addressee))
    return following is not None and begins_with_infinitive(following.text) and not tells
