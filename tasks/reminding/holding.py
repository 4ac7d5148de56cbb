"""What a coordinator held on a day: such a step waits, unclaimed, and the next working day finds it due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from organizations.models import User
from tasks.models import ReminderHold, Task
from tasks.reminding.recipients import Recipient


class Holds:
    """The holds of one day."""

    def __init__(self, rows: Iterable[ReminderHold]) -> None:
        self._rows = {(row.resolution_id, row.organization_id, row.person_id): row for row in rows}

    def of(self, task: Task, to: Iterable[Recipient]) -> ReminderHold | None:
        """The hold for which a step of the task, going to these, has to wait; the widest one."""
        if not self._rows:
            return None
        people = [recipient.pk for recipient in to if isinstance(recipient, User)]
        keys = [(None, None), (task.organization_id, None), *((None, person) for person in people)]
        return next((self._rows[key] for pair in keys if (key := (task.resolution_id, *pair)) in self._rows), None)


def on(day: date) -> Holds:
    """The holds of the day, of all documents."""
    return Holds(ReminderHold.objects.filter(day=day).select_related("by"))
