"""The rows of a summary: which organization's tasks are counted in which row, and in which order rows stand.

The same rule as the parameters ``under``, ``organization`` and ``group`` of lists (``tasks/filters.py``), so that each
number opens exactly that many tasks. Tasks count where the organization one level below the issuer does: in a row of
its own or, when its Kind names a shared row, in that one; the issuer's own tasks by the issuer's Kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from organizations.models import Kind, Organization
from reports.summary.figures import EMPTY, Cell


@dataclass
class Row:
    """One line of the table; ``cells`` stand in the columns' order.

    ``organization`` (with all below it unless ``alone``) or ``group`` says what it counts, neither: everything.
    ``above`` is, for an organization alone, the row in which it counts otherwise.
    """

    name: str
    organization: int | None = None
    alone: bool = False
    group: str = ""
    above: str = ""
    place: tuple[Any, ...] = ()
    cells: list[Cell] = field(default_factory=list)

    @cached_property
    def sum(self) -> Cell:
        return sum(self.cells, EMPTY)

    @property
    def key(self) -> str:
        """What names the row in an address; empty for the total."""
        return self.group or ("" if self.organization is None else str(self.organization))

    @property
    def where(self) -> dict[str, str]:
        """The row as parameters of a list of tasks."""
        if self.group:
            return {"group": self.group}
        if self.organization is None:
            return {}
        return {"organization" if self.alone else "under": str(self.organization)}


def row_of(*, top: Organization, issuer: Organization, alone: Organization | None, shared: Mapping[str, int]) -> Row:
    """The row of tasks whose organization one level below the issuer (or the issuer) is ``top``.

    ``alone`` is the tasks' organization when it is to have a row to itself; ``shared`` is ``shared_rows()``.
    """
    group = top.kind.summary_row
    name = group or top.short_name
    place: tuple[Any, ...] = (
        bool(group),
        shared.get(group, 0),
        name if group else top.sort_key,
        0 if group else top.pk,
    )
    if alone is not None:
        place += (alone.depth, alone.sort_key, alone.pk)
        return Row(alone.short_name, organization=alone.pk, alone=True, above=name, place=place)
    if group:
        return Row(group, group=group, place=place)
    return Row(name, organization=top.pk, alone=top.pk == issuer.pk, place=place)


def shared_rows() -> dict[str, int]:
    """Names of the shared rows, each with its place: that of the first Kind that names it."""
    places: dict[str, int] = {}
    for name, position in Kind.objects.exclude(summary_row="").values_list("summary_row", "position"):
        places[name] = min(position, places.get(name, position))
    return places
