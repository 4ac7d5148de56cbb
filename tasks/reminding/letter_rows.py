"""One row of the letters of a day: a recipient, or an organization that nothing reaches, and what they are told of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from organizations.models import Organization, User
from resolution_portal.folding import fold
from resolution_portal.notices.presets import preset_of
from tasks.models import ReminderHold
from tasks.reminding.digest import Digest
from tasks.reminding.recipients import Line, Part, Recipient, home_of


class Urgency(StrEnum):
    """As what an item stands in a letter."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    BELOW = "below"
    NOBODY = "nobody"

    @property
    def words(self) -> str:
        """A column's or a filter's name."""
        return {
            Urgency.LATE: _("Срок нарушен"),
            Urgency.TODAY: _("Последний день"),
            Urgency.SOON: _("Скоро срок"),
            Urgency.BELOW: _("У исполнителей"),
            Urgency.NOBODY: _("Получателя нет"),
        }[self]


@dataclass
class Row:
    """What one recipient gets; without a recipient, an organization with neither an account nor an address."""

    recipient: Recipient | None
    organization: Organization
    day: date
    hold: ReminderHold | None
    lines: list[Line] = field(default_factory=list)

    @property
    def person(self) -> User | None:
        return self.recipient if isinstance(self.recipient, User) else None

    @property
    def is_alone(self) -> bool:
        """Nobody of the organization has an account."""
        return self.person is None

    @property
    def is_own(self) -> bool:
        """Whether it tells of the organization's own items, not of those below it."""
        return any(line.due.task.organization_id == self.organization.pk for line in self.lines)

    @property
    def phone(self) -> str:
        return (self.person.phone if self.person else "") or self.organization.phone

    @property
    def preset(self) -> str:
        """«Раз в день»; a mailbox has no choice."""
        return str(preset_of(self.person).label) if self.person else ""

    @cached_property
    def is_mailed(self) -> bool:
        return self.recipient is not None and Digest(self.recipient, self.day, self.lines).is_mailed

    @cached_property
    def counts(self) -> dict[Urgency, int]:
        """Items by urgency, the gravest first."""
        found: dict[Urgency, set[int]] = defaultdict(set)
        for line in self.lines:
            found[self._urgency(line)].add(line.due.task.pk)
        return {urgency: len(found[urgency]) for urgency in Urgency if urgency in found}

    @property
    def elsewhere(self) -> int:
        """For how many more organizations the same person answers."""
        return len({home_of(line) for line in self.lines}) - 1

    def is_called(self, text: str) -> bool:
        """Whether the person's or the organization's name has the folded text in it."""
        return text in fold(f"{self.person or ''} {self.organization.name} {self.organization.short_name}")

    def counts_as(self, what: str) -> bool:
        """An urgency of some of its items, or «held»; «nobody» names the organizations without an account."""
        if what == "held":
            return self.hold is not None
        return self.is_alone if what == Urgency.NOBODY else what in self.counts

    @property
    def items(self) -> int:
        return len({line.due.task.pk for line in self.lines})

    def _urgency(self, line: Line) -> Urgency:
        if line.part is not Part.OWN:
            return Urgency.BELOW if line.part is Part.BELOW else Urgency.NOBODY
        due_on = line.due.task.due_on
        return Urgency.LATE if due_on < self.day else Urgency.TODAY if due_on == self.day else Urgency.SOON
