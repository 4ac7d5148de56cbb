"""The summary: rows × directives, computed at read by one grouped query over tasks (ARCHITECTURE, rule 12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from organizations.models import Organization, User
from organizations.permissions import reach_of
from reports.summary.columns import Column, Group, columns_of, groups_of
from reports.summary.figures import EMPTY, Cell, aggregates, cell
from reports.summary.rows import Row, row_of, shared_rows
from resolution_portal.problems import Invalid
from tasks.models import Resolution, Task
from tasks.models.task import LEVELS
from tasks.querysets import TaskQuerySet

MUNICIPALITY, ORGANIZATION = "municipality", "organization"
GROUPINGS = (MUNICIPALITY, ORGANIZATION)


@dataclass(frozen=True)
class SummaryTable:
    """What the page shows and the exports carry; ``tasks`` are those behind it, scoped to the person.

    ``percent``: a cell says the share that is accepted, not the counts.
    """

    resolution: Resolution
    on: date
    group_by: str
    columns: list[Column]
    rows: list[Row]
    total: Row
    tasks: TaskQuerySet
    percent: bool = False

    @property
    def groups(self) -> list[Group]:
        return groups_of(self.columns)

    @property
    def own_rows(self) -> list[Row]:
        """Rows of organizations."""
        return [row for row in self.rows if not row.group]

    @property
    def shared_rows(self) -> list[Row]:
        """Rows in which a Kind's organizations are counted together."""
        return [row for row in self.rows if row.group]


def build(
    *,
    resolution: Resolution,
    user: User | None,
    on: date,
    group_by: str = MUNICIPALITY,
    tasks: TaskQuerySet | None = None,
) -> SummaryTable:
    """Count the document's tasks that the person sees (``user=None``: the system, all of them).

    ``tasks`` narrows them further and must be scoped already; without it every organization one level below the
    issuer has its row, tasks or not. Raises Invalid for an unknown grouping.
    """
    if group_by not in GROUPINGS:
        raise Invalid(_("Строки сводной таблицы — муниципалитеты (municipality) или организации (organization)."))
    narrowed = tasks is not None
    if tasks is None:
        tasks = Task.objects.all() if user is None else Task.objects.visible_to(user)
    tasks = tasks.filter(resolution=resolution).order_by()
    columns = columns_of(resolution, on)
    rows = _rows(resolution.issuer, tasks, on, columns, group_by, user, add_empty=not narrowed)
    sums = [sum((row.cells[at] for row in rows), EMPTY) for at in range(len(columns))]
    return SummaryTable(resolution, on, group_by, columns, rows, Row(_("Итого"), cells=sums), tasks)


def _rows(
    issuer: Organization,
    tasks: TaskQuerySet,
    on: date,
    columns: list[Column],
    group_by: str,
    user: User | None,
    *,
    add_empty: bool,
) -> list[Row]:
    counted = list(_counted(issuer, tasks, on, by_organization=group_by == ORGANIZATION))
    tops = _organizations({top for top, _alone, _directive, _cell in counted})
    if group_by == MUNICIPALITY and (unseen := _unseen(tops, user)):
        # Only part of such a row is the person's to see: its organizations stand for themselves.
        counted = [line for line in counted if line[0] not in unseen]
        counted += _counted(issuer, tasks.filter(**{f"{_level(issuer)}__in": unseen}), on, by_organization=True)
    alone = _organizations({alone for _top, alone, _directive, _cell in counted if alone is not None})
    cells: dict[tuple[int, int | None], dict[int, Cell]] = defaultdict(dict)
    for top, organization, directive, numbers in counted:
        cells[top, organization][directive] = numbers
    if add_empty and group_by == MUNICIPALITY:
        for child in _own_rows_below(issuer, user, on):
            tops.setdefault(child.pk, child)
            cells.setdefault((child.pk, None), {})
    return _assemble(issuer, columns, cells, tops, alone)


def _assemble(
    issuer: Organization,
    columns: list[Column],
    cells: dict[tuple[int, int | None], dict[int, Cell]],
    tops: dict[int, Organization],
    alone: dict[int, Organization],
) -> list[Row]:
    shared = shared_rows()
    rows: dict[tuple[Any, ...], Row] = {}
    for (top, organization), numbers in cells.items():
        one = alone[organization] if organization is not None else None
        made = row_of(top=tops[top], issuer=issuer, alone=one, shared=shared)
        row = rows.setdefault(made.place, made)
        more = [numbers.get(column.directive, EMPTY) for column in columns]
        row.cells = [a + b for a, b in zip(row.cells, more, strict=True)] if row.cells else more
    return [rows[place] for place in sorted(rows)]


def _counted(
    issuer: Organization, tasks: TaskQuerySet, on: date, *, by_organization: bool
) -> Iterator[tuple[int, int | None, int, Cell]]:
    """(organization one level below the issuer or the issuer, the organization itself if asked, directive, cell)."""
    level = _level(issuer)
    names = [*([level] if level else []), *(["organization"] if by_organization else []), "directive"]
    for row in tasks.values(*names).annotate(**aggregates(on)):
        yield row.get(level) or issuer.pk, row.get("organization"), row["directive"], cell(row)


def _level(issuer: Organization) -> str:
    """The ancestor column one below the issuer; empty when the tree is not that deep."""
    return f"level_{issuer.depth + 1}" if issuer.depth + 1 < LEVELS else ""


def _organizations(pks: Iterable[int]) -> dict[int, Organization]:
    return Organization.objects.select_related("kind").in_bulk(list(pks))


def _unseen(tops: dict[int, Organization], user: User | None) -> list[int]:
    """Rows of which the person sees only organizations below, as a school's executor does of its municipality."""
    if user is None or not reach_of(user).own_only:
        return []
    seen = set(Organization.objects.visible_to(user).filter(pk__in=tops).values_list("pk", flat=True))
    return [pk for pk, top in tops.items() if pk not in seen and not top.kind.summary_row]


def _own_rows_below(issuer: Organization, user: User | None, on: date) -> list[Organization]:
    children = Organization.objects.open_on(on).filter(parent=issuer, kind__summary_row="").select_related("kind")
    return list(children if user is None else children.visible_to(user))
