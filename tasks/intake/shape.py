"""What a reading yields: the outline of a document, with everything that was left out or looks wrong."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tasks.intake.addressees import KindName


@dataclass(frozen=True)
class AddresseeText:
    """Whom a directive speaks to, in the document's words, and the category these words mean."""

    text: str
    kind: KindName | None
    organization: str | None
    confidence: float


@dataclass(frozen=True)
class DirectiveText:
    """One thing to do."""

    number: str
    text: str
    addressees: tuple[AddresseeText, ...]
    due_on: date | None
    schedule: str | None
    due_text: str
    responsible: str
    source_place: str
    line: int


@dataclass(frozen=True)
class SectionText:
    """An addressee heading with its directives; `kind` is the first category it means."""

    heading: str
    kind: KindName | None
    confidence: float
    line: int
    directives: tuple[DirectiveText, ...]


@dataclass(frozen=True)
class Skipped:
    """A line that became nothing, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Finding:
    """Something to correct (a problem) or to look at (a warning). Line 0 is the document as a whole."""

    line: int
    code: str
    message: str


@dataclass(frozen=True)
class Outline:
    """A document as read."""

    doc_kind: str
    number: str
    title: str
    place: str
    adopted_on: date | None
    issuer_text: str
    is_draft_text: bool
    sections: tuple[SectionText, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    sha256: str


def as_json(outline: Outline) -> dict[str, Any]:
    """The part of the `import_resolution` answer that the document itself says."""
    return {
        "sha256": outline.sha256,
        "title": outline.title,
        "place": outline.place,
        "adopted_on": _iso(outline.adopted_on),
        "is_draft_text": outline.is_draft_text,
        "sections": [
            {
                "heading": section.heading,
                "kind": section.kind,
                "directives": [_directive(directive) for directive in section.directives],
            }
            for section in outline.sections
        ],
        "skipped": [asdict(skipped) for skipped in outline.skipped],
        "problems": [asdict(problem) for problem in outline.problems],
    }


def _directive(directive: DirectiveText) -> dict[str, Any]:
    return {
        "number": directive.number,
        "text": directive.text,
        "addressees": [asdict(addressee) for addressee in directive.addressees],
        "due_on": _iso(directive.due_on),
        "schedule": directive.schedule,
        "due_text": directive.due_text,
        "responsible": directive.responsible,
        "source_place": directive.source_place,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
