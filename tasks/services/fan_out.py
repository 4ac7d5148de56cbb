"""Fan-out: one task for each organization that a checkpoint is for, in one statement (ARCHITECTURE, rule 10)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Substr

from organizations.models import Organization
from organizations.querysets import OrganizationQuerySet
from organizations.services.tree import STEP
from tasks.models import Addressee, Checkpoint, Status, Task
from tasks.models.task import LEVELS


def targets(checkpoint: Checkpoint, addressees: Collection[Addressee]) -> OrganizationQuerySet:
    """The issuer and everything below it that the directive addresses, open on the checkpoint's date.

    A new organization so never gets a task whose date was past before it opened.
    """
    kinds = {addressee.kind_id for addressee in addressees if addressee.kind_id}
    named = {addressee.organization_id for addressee in addressees if addressee.organization_id}
    inside = Organization.objects.below(checkpoint.directive.resolution.issuer).open_on(checkpoint.due_on)
    return inside.filter(Q(kind__in=kinds) | Q(pk__in=named))


def fan_out(checkpoint: Checkpoint, addressees: Collection[Addressee], *, stamp: datetime) -> int:
    """Insert the missing tasks of a checkpoint with ``created_at`` = ``stamp``; how many were missing."""
    directive = checkpoint.directive
    values: dict[str, Any] = {
        "checkpoint_id": Value(checkpoint.pk, models.BigIntegerField()),
        "organization_id": models.F("pk"),
        "directive_id": Value(directive.pk, models.BigIntegerField()),
        "resolution_id": Value(directive.resolution_id, models.BigIntegerField()),
        **{f"level_{depth}_id": _ancestor(depth) for depth in range(LEVELS)},
        "status": Value(Status.NEW.value, models.CharField()),
        "version": Value(1, models.IntegerField()),
        "report_number": Value(0, models.IntegerField()),
        "first_due_on": Value(checkpoint.due_on, models.DateField()),
        "due_on": Value(checkpoint.due_on, models.DateField()),
        "created_at": Value(stamp, models.DateTimeField()),
        "changed_at": Value(stamp, models.DateTimeField()),
    }
    chosen = targets(checkpoint, addressees).order_by("sort_key", "pk")
    rows = chosen.annotate(**{f"new_{name}": value for name, value in values.items()})
    sql, params = rows.values_list(*(f"new_{name}" for name in values)).query.sql_with_params()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in values)
    unique = ", ".join(quote(name) for name in ("checkpoint_id", "organization_id"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(Task._meta.db_table)} ({columns}) {sql} ON CONFLICT ({unique}) DO NOTHING",
            params,
        )
        return max(cursor.rowcount, 0)


def _ancestor(depth: int) -> Case:
    above = Organization.objects.filter(path=Substr(OuterRef("path"), 1, STEP * (depth + 1)))
    return Case(When(depth__gte=depth, then=Subquery(above.values("pk")[:1])), output_field=models.BigIntegerField())
