"""The columns of a summary: the document's directives in its own order, under their addressees."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from tasks.models import Directive, Resolution


@dataclass(frozen=True)
class Column:
    """One directive; ``starts`` when it is the first of its addressee, ``apart``: see ``mark_apart``."""

    directive: int
    number: str
    text: str
    due_on: date | None
    heading: str
    starts: bool
    section: int
    apart: bool = False


@dataclass(frozen=True)
class Group:
    """One addressee heading and how many columns stand under it."""

    heading: str
    width: int
    apart: bool = False


def columns_of(resolution: Resolution, on: date) -> list[Column]:
    """The directives in (section, position) order; two queries whatever their number."""
    directives = resolution.directives.select_related("section").prefetch_related("checkpoints")
    columns: list[Column] = []
    section = 0
    for directive in directives.order_by("section__position", "position", "pk"):
        starts, section = directive.section_id != section, directive.section_id
        heading = directive.section.heading
        due_on = _due_on(directive, on)
        columns.append(Column(directive.pk, directive.number, directive.short, due_on, heading, starts, section))
    return columns


def kept(columns: Sequence[Column], stays: Container[int]) -> list[Column]:
    """The columns of these directives alone; the first one left of an addressee starts it."""
    left: list[Column] = []
    for column in columns:
        if column.directive in stays:
            left.append(replace(column, starts=not left or left[-1].section != column.section))
    return left


def mark_apart(columns: Sequence[Column], own: Container[int]) -> list[Column]:
    """Tell columns that say nothing of the rows of organizations: a narrow screen has them as a list under the matrix.

    ``own`` are the directives that some such row has. An addressee goes whole; when all would go, none does.
    """
    sections = {column.section for column in columns if column.directive in own}
    return [replace(column, apart=bool(sections) and column.section not in sections) for column in columns]


def groups_of(columns: Sequence[Column]) -> list[Group]:
    """The upper line of the heading."""
    runs = (list(run) for _section, run in groupby(columns, key=lambda column: column.section))
    return [Group(run[0].heading, len(run), run[0].apart) for run in runs]


def _due_on(directive: Directive, on: date) -> date | None:
    """The next date of the directive, the last one when all are past."""
    dates = sorted(checkpoint.due_on for checkpoint in directive.checkpoints.all())
    return next((day for day in dates if day >= on), dates[-1] if dates else None)
