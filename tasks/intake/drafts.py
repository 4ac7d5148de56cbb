"""Sections while they are gathered, and what they become: numbered, dated, with their addressees."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tasks.intake.addressees import NARROWER
from tasks.intake.blocks import Block
from tasks.intake.dates import Due, find_due
from tasks.intake.headings import Heading
from tasks.intake.markers import style_of
from tasks.intake.shape import AddresseeText, DirectiveText, Finding, SectionText
from tasks.intake.wording import responsible_in, without_end

_FULL_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_ENDED = (".", ";", ":", "!", "?")


@dataclass
class DraftDirective:
    """A directive with the parts and lines that follow it."""

    block: Block
    lines: list[str] = field(default_factory=list)
    passport: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines.append(self.block.text)

    @property
    def unfinished(self) -> bool:
        return not self.lines[-1].endswith(_ENDED)

    def continue_with(self, text: str) -> None:
        """The rest of a sentence that was broken over two paragraphs."""
        self.lines[-1] += f" {text}"

    def add_part(self, block: Block) -> None:
        """A part of the directive, on a line of its own."""
        ends = {"letter": ")", "bullet": "", "decimal": ".", "roman": "."}
        mark = f"{block.number}{ends[style_of(block.number)]}" if block.number else "–"
        self.lines.append(f"{mark} {block.text}")

    @property
    def text(self) -> str:
        return without_end("\n".join(self.lines))


@dataclass
class DraftSection:
    """A heading and the directives found under it."""

    heading: Heading
    block: Block
    directives: list[DraftDirective] = field(default_factory=list)


def sections_of(drafts: list[DraftSection]) -> tuple[list[SectionText], list[Finding], list[Finding]]:
    """The sections with their problems and warnings."""
    numbers = _numbers(drafts)
    sections, problems, warnings = [], [], []
    for draft in drafts:
        directives = []
        for directive in draft.directives:
            number = numbers[id(directive)]
            due, warning = _due(directive, number)
            directives.append(_directive(draft, directive, number, due))
            warnings += [warning] if warning else []
        matches = draft.heading.matches
        kind, confidence = (matches[0].kind, min(match.confidence for match in matches)) if matches else (None, 0.0)
        sections.append(SectionText(draft.heading.text, kind, confidence, draft.block.line, tuple(directives)))
        problems += [] if matches else [_unknown(draft)]
        warnings += [_narrower(draft)] if matches and confidence <= NARROWER else []
    return sections, problems, warnings


def _numbers(drafts: list[DraftSection]) -> dict[int, str]:
    """The document's own numbers when every directive has one («2.3»), else section and position."""
    directives = [directive for draft in drafts for directive in draft.directives]
    own = [directive.block.number for directive in directives]
    if all(_FULL_NUMBER.fullmatch(number) for number in own) and len(set(own)) == len(own):
        return {id(directive): directive.block.number for directive in directives}
    return {
        id(directive): f"{section}.{position}"
        for section, draft in enumerate(drafts, start=1)
        for position, directive in enumerate(draft.directives, start=1)
    }


def _directive(draft: DraftSection, directive: DraftDirective, number: str, due: Due) -> DirectiveText:
    matches = draft.heading.matches
    addressees = [AddresseeText(match.text, match.kind, None, match.confidence) for match in matches]
    said = [directive.text, *directive.passport]
    return DirectiveText(
        number=number,
        text=directive.text,
        addressees=tuple(addressees) or (AddresseeText(draft.heading.addressee, None, None, 0.0),),
        due_on=due.due_on,
        schedule=due.schedule,
        due_text=due.due_text,
        responsible=next((who for text in said if (who := responsible_in(text))), ""),
        source_place=directive.block.place,
        line=directive.block.line,
    )


def _due(directive: DraftDirective, number: str) -> tuple[Due, Finding | None]:
    found = [find_due(text) for text in (*directive.passport, directive.text)]
    due = next((due for due in found if due.due_text), Due())
    if not due.impossible:
        return due, None
    message = _("Пункт %(number)s: срока «%(due)s» нет в календаре. Исправьте дату.")
    said = {"number": number, "due": due.due_text}
    return due, Finding(directive.block.line, "impossible_date", message % said)


def _unknown(draft: DraftSection) -> Finding:
    message = _(
        "%(place)s: адресат «%(heading)s» не подходит ни под одну категорию организаций. "
        "Исправьте заголовок или добавьте категорию."
    )
    said = {"place": draft.block.place.capitalize(), "heading": draft.heading.addressee}
    return Finding(draft.block.line, "unknown_addressee", message % said)


def _narrower(draft: DraftSection) -> Finding:
    message = _("%(place)s: «%(heading)s» — возможно, лишь часть категории «%(kind)s». Проверьте адресата.")
    said = {
        "place": draft.block.place.capitalize(),
        "heading": draft.heading.addressee,
        "kind": draft.heading.matches[0].kind,
    }
    return Finding(draft.block.line, "narrower_addressee", message % said)
