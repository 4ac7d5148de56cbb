"""Rows that many tests begin with, made once by the services and put back as they were for every later test."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

import time_machine
from django.apps import apps
from django.db import connection, models

from organizations.models import Kind
from resolution_portal import clock

Made = TypeVar("Made")
Model = type[models.Model]
#: Model → primary key → the row's values, in the order of ``_columns``.
Rows = dict[Model, dict[Any, tuple[Any, ...]]]


@dataclass(frozen=True)
class Snapshot:
    """What was made, and the rows that came with it or were changed by it."""

    made: object
    new: Rows
    changed: Rows


_KEPT: dict[Hashable, Snapshot] = {}


def kept(name: str, make: Callable[[], Made], *, upon: int = 0) -> Made:
    """What ``make`` makes, with its rows, made anew only for another moment or upon other rows (``upon``, a key).

    A test with real transactions makes its own: it begins in tables that another one has emptied.
    """
    if not connection.in_atomic_block or not Kind.objects.exists():
        return make()
    # A clock that stands still is the same moment in each of its tests, a running one the same day.
    moment = clock.now() if time_machine.escape_hatch.is_travelling() else None
    key = (name, upon, clock.today(), moment)
    if key not in _KEPT:
        before = _rows()
        made = make()
        after = _rows()
        _KEPT[key] = Snapshot(
            copy.deepcopy(made),
            {model: {pk: row for pk, row in rows.items() if pk not in before[model]} for model, rows in after.items()},
            {
                model: {pk: row for pk, row in rows.items() if pk in before[model] and row != before[model][pk]}
                for model, rows in after.items()
            },
        )
        return made
    snapshot = _KEPT[key]
    _put_back(snapshot)
    return copy.deepcopy(snapshot.made)  # type: ignore[return-value]


def _columns(model: Model) -> list[str]:
    """The primary key first."""
    names = [field.column for field in model._meta.local_concrete_fields if not field.primary_key]
    return [connection.ops.quote_name(name) for name in [str(model._meta.pk.column), *names]]


def _rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"SELECT {', '.join(_columns(model))} FROM {table}")
                found[model] = {row[0]: tuple(row) for row in cursor.fetchall()}
    return found


def _put_back(snapshot: Snapshot) -> None:
    with connection.cursor() as cursor:
        for model, rows in snapshot.new.items():
            if rows:
                table, columns = connection.ops.quote_name(model._meta.db_table), _columns(model)
                line = f"({', '.join(['%s'] * len(columns))})"
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([line] * len(rows))}",
                    [value for row in rows.values() for value in row],
                )
        for model, rows in snapshot.changed.items():
            key, *others = _columns(model)
            setting = ", ".join(f"{name} = %s" for name in others)
            for pk, row in rows.items():
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"UPDATE {table} SET {setting} WHERE {key} = %s", [*row[1:], pk])
