"""Which rules a kind of organizations goes by in a document; all rows are read at once, they are few."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from resolution_portal.workdays.days import add_working_days
from tasks.models import QuietRange, ReminderRule, Rule
from tasks.reminding.steps import Quiet, Rules

_Key = tuple[int | None, int]


@dataclass
class Rulebook:
    """All rules as they stand."""

    rows: dict[_Key, Rules] = field(default_factory=dict)
    quiet: dict[int, tuple[Quiet, ...]] = field(default_factory=dict)
    for_others: int | None = None
    _given: dict[_Key, Rules] = field(default_factory=dict)

    def of(self, resolution_id: int | None, kind_id: int) -> Rules:
        """The document's own rows for the kind, else the kind's, else the same of the kind that others go by."""
        key = (resolution_id, kind_id)
        if key not in self._given:
            self._given[key] = self._find(resolution_id, kind_id)
        return self._given[key]

    def own(self, resolution_id: int | None, kind_id: int) -> bool:
        """Whether the document (none: the defaults) has rows of its own for the kind."""
        return (resolution_id, kind_id) in self.rows

    def horizon(self, today: date) -> date:
        """The last due date of which a step can fall on this day or before it."""
        longest = max((n for rules in self.rows.values() for n in rules.days.get(Rule.BEFORE, ())), default=0)
        return add_working_days(today, longest + 1)

    def _find(self, resolution_id: int | None, kind_id: int) -> Rules:
        kinds = [kind_id] if self.for_others is None else [kind_id, self.for_others]
        for kind in kinds:
            for document in (resolution_id, None):
                if (document, kind) in self.rows:
                    return self._with_quiet(self.rows[document, kind], kind_id)
        return Rules()

    def _with_quiet(self, rules: Rules, kind_id: int) -> Rules:
        quiet = self.quiet.get(kind_id, self.quiet.get(self.for_others or 0, ()))
        return Rules(rules.days, rules.every, quiet)


def read() -> Rulebook:
    """The rules in the database, in two queries."""
    book = Rulebook()
    days: dict[_Key, dict[str, tuple[int, ...]]] = defaultdict(dict)
    every: dict[_Key, int] = {}
    for row in ReminderRule.objects.all():
        key = (row.resolution_id, row.kind_id)
        days[key][row.code] = tuple(row.days)
        if row.every:
            every[key] = row.every
        if row.for_others and row.resolution_id is None:
            book.for_others = row.kind_id
    book.rows = {key: Rules(found, every.get(key)) for key, found in days.items()}
    quiet: dict[int, list[Quiet]] = defaultdict(list)
    for period in QuietRange.objects.all():
        quiet[period.kind_id].append(Quiet(period.first, period.last, period.yearly))
    book.quiet = {kind: tuple(found) for kind, found in quiet.items()}
    return book
