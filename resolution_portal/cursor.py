"""Pages of the API's lists by keyset: the cursor names the row a page ended with, so rows may come and go meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import F, Model, Q
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from resolution_portal.problems import FieldProblem, Invalid

PARAMETER = "cursor"
PAGE_SIZE = 50
_AFTER, _BEFORE = "after", "before"


class KeysetPagination(BasePagination):
    """``{"results", "next", "previous"}`` in the queryset's own order.

    All its columns go one way (up or down), none is ever null, the last is unique.
    """

    page_size = PAGE_SIZE
    links: dict[str, str | None]

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        """One page and what its neighbours are found by; one query whatever the page."""
        columns = list(queryset.query.order_by or queryset.model._meta.ordering)
        names = [f"keyset_{place}" for place in range(len(columns))]
        keyed = queryset.annotate(
            **{name: F(column.removeprefix("-")) for name, column in zip(names, columns, strict=True)}
        )
        down, (way, place) = columns[0].startswith("-"), _read(request, columns)
        if place:
            keyed = keyed.filter(_beyond(names, place, greater=down == (way == _BEFORE)))
        if way == _BEFORE:
            keyed = keyed.reverse()
        rows = list(keyed[: self.page_size + 1])
        more, rows = len(rows) > self.page_size, rows[: self.page_size]
        if way == _BEFORE:
            rows.reverse()
        self._link(
            request, columns, names, rows, forth=more or way == _BEFORE, back=bool(place) and (more or way == _AFTER)
        )
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, **self.links})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {
                "results": schema,
                "next": {**link, "description": "Адрес следующей страницы"},
                "previous": {**link, "description": "Адрес предыдущей страницы"},
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        return [
            {
                "name": PARAMETER,
                "in": "query",
                "required": False,
                "description": "Где продолжить список: берётся из адресов next и previous",
                "schema": {"type": "string"},
            }
        ]

    def _link(
        self, request: Request, columns: list[str], names: list[str], rows: Sequence[Model], *, forth: bool, back: bool
    ) -> None:
        def link(way: str, row: Model) -> str:
            place = [_plain(getattr(row, name)) for name in names]
            cursor = signing.dumps([columns, way, place], salt=PARAMETER)
            return replace_query_param(request.build_absolute_uri(), PARAMETER, cursor)

        self.links = {
            "next": link(_AFTER, rows[-1]) if rows and forth else None,
            "previous": link(_BEFORE, rows[0]) if rows and back else None,
        }


def _read(request: Request, columns: list[str]) -> tuple[str, list[Any]]:
    """The way to go and the place to go from, empty at the start. Signed, so that its values need no doubt."""
    cursor = request.query_params.get(PARAMETER, "")
    if not cursor:
        return _AFTER, []
    try:
        ordered, way, place = signing.loads(cursor, salt=PARAMETER)
    except signing.BadSignature:
        ordered = None
    if ordered != columns:
        words = _("Это не место в данном списке. Возьмите адрес из next или previous или начните без cursor.")
        raise Invalid(words, errors=[FieldProblem(f"/{PARAMETER}", words)])
    return way, place


def _beyond(names: list[str], place: list[Any], *, greater: bool) -> Q:
    """Rows behind the place: a > x, or a = x and b > y, …; the leading bound lets an index start there."""
    sign = "gt" if greater else "lt"
    beyond, same = Q(pk__in=[]), Q()
    for name, value in zip(names, place, strict=True):
        beyond |= same & Q(**{f"{name}__{sign}": value})
        same &= Q(**{name: value})
    return Q(**{f"{names[0]}__{sign}e": place[0]}) & beyond


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
