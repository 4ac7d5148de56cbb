"""The columns of a summary: the document's directives in its own order, under their addressees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tasks.models import Directive, Resolution


@dataclass(frozen=True)
class Column:
    """One directive; ``starts`` when it is the first of its addressee."""

    directive: int
    number: str
    text: str
    due_on: date | None
    heading: str
    starts: bool


@dataclass(frozen=True)
class Group:
    """One addressee heading and how many columns stand under it."""

    heading: str
    width: int


def columns_of(resolution: Resolution, on: date) -> list[Column]:
    """The directives in (section, position) order; two queries whatever their number."""
    directives = resolution.directives.select_related("section").prefetch_related("checkpoints")
    columns: list[Column] = []
    section = None
    for directive in directives.order_by("section__position", "position", "pk"):
        starts, section = directive.section_id != section, directive.section_id
        heading = directive.section.heading
        columns.append(Column(directive.pk, directive.number, directive.short, _due_on(directive, on), heading, starts))
    return columns


def groups_of(columns: Sequence[Column]) -> list[Group]:
    """The upper line of the heading."""
    numbers = {column.directive: sum(c.starts for c in columns[: at + 1]) for at, column in enumerate(columns)}
    runs = (list(run) for _number, run in groupby(columns, key=lambda column: numbers[column.directive]))
    return [Group(run[0].heading, len(run)) for run in runs]


def _due_on(directive: Directive, on: date) -> date | None:
    """The next date of the directive, the last one when all are past."""
    dates = sorted(checkpoint.due_on for checkpoint in directive.checkpoints.all())
    return next((day for day in dates if day >= on), dates[-1] if dates else None)
