"""The figures of a summary, each defined once: its words, which tasks it counts, which list opens behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks.models import Status
from tasks.querysets import overdue_on


@dataclass(frozen=True)
class Figure:
    """One number of a cell: ``counts`` says of which tasks on a day, ``where`` is the same as the list's parameters."""

    name: str
    words: str | Promise
    counts: Callable[[date], Q]
    where: Mapping[str, str]


def _status(status: Status) -> Figure:
    return Figure(status.value, status.label, lambda day: Q(status=status), {"status": status.value})


FIGURES: dict[str, Figure] = {
    figure.name: figure
    for figure in (
        # Every task, withdrawn ones too: what was once addressed does not vanish from the count.
        Figure("total", _("всего"), lambda day: Q(), {}),
        Figure("accepted", _("исполнено"), lambda day: Q(status=Status.ACCEPTED), {"status": Status.ACCEPTED.value}),
        Figure(
            "on_time",
            _("исполнено в срок"),
            lambda day: Q(status=Status.ACCEPTED, on_time=True),
            {"status": Status.ACCEPTED.value, "on_time": "1"},
        ),
        Figure(
            "overdue",
            _("просрочено"),
            overdue_on,
            {"overdue": "1"},
        ),
        _status(Status.SUBMITTED),
        _status(Status.RETURNED),
        _status(Status.IN_PROGRESS),
        _status(Status.NEW),
        _status(Status.WITHDRAWN),
    )
}


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures of the tasks of one row and one column; cells add up."""

    total: int = 0
    accepted: int = 0
    on_time: int = 0
    overdue: int = 0
    submitted: int = 0
    returned: int = 0
    in_progress: int = 0
    new: int = 0
    withdrawn: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(*(getattr(self, name) + getattr(other, name) for name in FIGURES))

    @property
    def percent(self) -> int:
        """Accepted of total, rounded; 0 and 100 only when it is none and all."""
        if not self.total or self.accepted in (0, self.total):
            return 100 if self.total and self.accepted else 0
        return min(max(round(self.accepted * 100 / self.total), 1), 99)

    @property
    def status(self) -> str:
        """The status of the only task; empty when there is not exactly one."""
        if self.total != 1:
            return ""
        return next(status for status in Status.values if getattr(self, status))

    @property
    def status_words(self) -> str:
        """How the status of the only task is called on the screen."""
        return str(Status(self.status).label) if self.status else ""


EMPTY = Cell()


def aggregates(day: date) -> dict[str, Count]:
    """The conditional aggregate of each figure, for a grouped query over tasks."""
    return {f"n_{name}": Count("pk", filter=figure.counts(day) or None) for name, figure in FIGURES.items()}


def cell(row: Mapping[str, int]) -> Cell:
    """A row of that query as a cell."""
    return Cell(*(row[f"n_{name}"] for name in FIGURES))
