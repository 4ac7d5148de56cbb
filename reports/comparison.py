"""What one version of a report says otherwise than another: words added and removed, the rest side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.utils.translation import gettext as _

from reports.evidence_rows import EvidenceRow, rows
from reports.models import Evidence, ProgressReport
from reports.services.evidence import EvidenceInput


@dataclass(frozen=True)
class Piece:
    """A run of words: in both versions («same»), only in the old («del») or only in the new («ins»)."""

    kind: str
    words: str


@dataclass(frozen=True)
class Fact:
    """One answer of the form in both versions."""

    label: str
    old: str
    new: str

    @property
    def is_changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True)
class Proofs:
    """Evidence by what became of it."""

    kept: list[EvidenceRow]
    added: list[EvidenceRow]
    removed: list[EvidenceRow]


@dataclass(frozen=True)
class Comparison:
    """Two versions of the report on one task."""

    old: ProgressReport
    new: ProgressReport

    @cached_property
    def text(self) -> list[Piece]:
        return list(words_between(self.old.text, self.new.text))

    @cached_property
    def reason(self) -> list[Piece]:
        return list(words_between(self.old.not_applicable_reason, self.new.not_applicable_reason))

    @cached_property
    def facts(self) -> list[Fact]:
        """Those that at least one of the two answered."""
        yes, no = _("да"), _("нет")
        found = [
            Fact(_("Степень исполнения"), self.old.get_degree_display(), self.new.get_degree_display()),
            Fact(_("Изменений нет"), yes if self.old.no_change else no, yes if self.new.no_change else no),
            Fact(_("Предложение"), self.old.get_proposal_display(), self.new.get_proposal_display()),
        ]
        return [fact for fact in found if {fact.old, fact.new} - {"", no}]

    @cached_property
    def proofs(self) -> Proofs:
        """Both with their evidence and files at hand."""
        old, new = _by_content(self.old), _by_content(self.new)
        return Proofs(
            kept=rows(new[key] for key in new if key in old),
            added=rows(new[key] for key in new if key not in old),
            removed=rows(old[key] for key in old if key not in new),
        )

    @property
    def is_same(self) -> bool:
        changed = any(fact.is_changed for fact in self.facts) or self.proofs.added or self.proofs.removed
        return not changed and all(piece.kind == "same" for piece in (*self.text, *self.reason))


def words_between(old: str, new: str) -> Iterator[Piece]:
    """The texts as runs of whole words with the space after them."""
    before, after = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(after[new_from:new_to]))
        if kind in ("delete", "replace"):
            yield Piece("del", "".join(before[old_from:old_to]))
        if kind in ("insert", "replace"):
            yield Piece("ins", "".join(after[new_from:new_to]))


def _by_content(report: ProgressReport) -> dict[EvidenceInput, Evidence]:
    return {EvidenceInput.of(row): row for row in report.evidence.all()}
