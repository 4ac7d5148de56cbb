"""The order of a list that nobody asked another of: what is open by due date, then what is done or withdrawn."""

from __future__ import annotations

from itertools import chain

from tasks.filters import ordered
from tasks.models import Status
from tasks.querysets import TaskQuerySet

_CLOSED = (Status.ACCEPTED, Status.WITHDRAWN)


class OwedFirst:
    """Ids for a paginator. Two walks of the index by due date; one sort over both would read every row."""

    def __init__(self, tasks: TaskQuerySet) -> None:
        self.tasks = tasks
        self.open = ordered(tasks.exclude(status__in=_CLOSED), "due_on").values_list("pk", flat=True)
        self.closed = ordered(tasks.filter(status__in=_CLOSED), "-due_on").values_list("pk", flat=True)
        self.ordered = True

    def count(self) -> int:
        return self.tasks.order_by().count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list[int]:
        start, stop = wanted.start, wanted.stop
        found = list(self.open[start:stop])
        if len(found) == stop - start:
            return found
        number = start + len(found) if found else self.open.count()
        return list(chain(found, self.closed[max(start - number, 0) : stop - number]))
