"""The letters of a document before they go: by person, with what each tells of, what is held, and whom none reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from organizations.models import Kind, Organization, User
from resolution_portal.folding import fold
from tasks.models import ReminderHold, Resolution, Task
from tasks.reminding import holding
from tasks.reminding.due import Due, due_steps
from tasks.reminding.letter_rows import Row
from tasks.reminding.recipients import Line, Part, Recipient, home_of, recipients
from tasks.reminding.steps import TO_EXECUTORS


@dataclass(frozen=True)
class Total:
    """A kind of organizations in numbers."""

    kind: Kind
    letters: int
    items: int
    alone: int
    held: int


@dataclass
class Letters:
    """All rows of a document's day, in the order of the organizations."""

    day: date
    rows: list[Row]
    told: list[tuple[Due, list[Recipient]]]

    @property
    def number(self) -> int:
        """How many letters go, bell lines alone and held ones left out."""
        return sum(1 for row in self.rows if row.is_mailed and not row.hold)

    def totals(self) -> list[Total]:
        """By kind, in the kinds' order."""
        found: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.organization.kind_id].append(row)
        return [
            Total(
                kind=kind,
                letters=sum(1 for row in found[kind.pk] if row.is_mailed and not row.hold),
                items=len({line.due.task.pk for row in found[kind.pk] for line in row.lines}),
                alone=len({row.organization.pk for row in found[kind.pk] if row.is_alone}),
                held=sum(1 for row in found[kind.pk] if row.is_mailed and row.hold),
            )
            for kind in Kind.objects.filter(pk__in=list(found))
        ]

    def narrowed(self, *, kind: str, what: str, text: str) -> list[Row]:
        """Rows of a kind, of an urgency («held» and «alone» too), of a person or an organization called so."""
        asked = fold(text)
        return [
            row
            for row in self.rows
            if (not kind or str(row.organization.kind_id) == kind)
            and (not what or row.counts_as(what))
            and row.is_called(asked)
        ]

    def target(self, document: Resolution, wanted: str) -> ReminderHold | None:
        """The hold of «all», «organization:5» or «person:7», unsaved; none of whom these letters do not name."""
        held = ReminderHold(resolution=document, day=self.day)
        for row in self.rows:
            if row.person and wanted == f"person:{row.person.pk}":
                held.person = row.person
                return held
            if row.is_own and wanted == f"organization:{row.organization.pk}":
                held.organization = row.organization
                return held
        return held if wanted == "all" else None

    def touched_by(self, hold: ReminderHold) -> tuple[int, int]:
        """How many letters of this document the hold takes away, and how many it makes shorter."""
        kept, waits = holding.Holds([hold]), defaultdict(set)
        for due, to in self.told:
            for recipient in to:
                waits[recipient].add(kept.of(due.task, to) is not None)
        mailed = {row.recipient for row in self.rows if row.is_mailed and not row.hold}
        found = [said for recipient, said in waits.items() if recipient in mailed]
        return sum(1 for said in found if said == {True}), sum(1 for said in found if said == {True, False})


def letters(document: Resolution, *, viewer: User, day: date) -> Letters:
    """The letters of the day about the document's items that the viewer sees, to those whom they see."""
    tasks = Task.objects.visible_to(viewer).filter(resolution=document)
    found = due_steps(day, tasks=tasks)
    told = list(zip(found, recipients(found, today=day), strict=True))
    homes = _homes(viewer, (line for _due, to in told for _recipient, line in to), found)
    holds = holding.on(day)
    rows: dict[tuple[Recipient | int, int], Row] = {}
    for due, to in told:
        hold = holds.of(due.task, [recipient for recipient, _line in to])
        about: list[tuple[Recipient | None, int, Line]] = [(recipient, home_of(line), line) for recipient, line in to]
        if due.step.rule in TO_EXECUTORS and not any(line.part is Part.OWN for _recipient, line in to):
            about.append((None, due.task.organization_id, Line(due, Part.NOBODY)))
        for recipient, home, line in about:
            if home in homes:
                key = (recipient or home, hold.pk if hold else 0)
                rows.setdefault(key, Row(recipient, homes[home], day, hold)).lines.append(line)
    ordered = sorted(rows.values(), key=lambda row: (row.organization.sort_key, str(row.person or "")))
    waiting = [(due, [recipient for recipient, _line in to]) for due, to in told]
    return Letters(day, ordered, [(due, to) for due, to in waiting if not holds.of(due.task, to)])


def _homes(viewer: User, lines: Iterable[Line], found: Iterable[Due]) -> dict[int, Organization]:
    wanted = {home_of(line) for line in lines} | {due.task.organization_id for due in found}
    return Organization.objects.visible_to(viewer).in_bulk(sorted(wanted))
