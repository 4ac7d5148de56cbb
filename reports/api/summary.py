"""The summary over the API: the same table as on the page."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations.api.who import person_of
from reports.api.serializers import SummarySerializer
from reports.forms.summary import read
from reports.summary.table import GROUPINGS, build
from resolution_portal import clock
from resolution_portal.problems import FieldProblem, Invalid

_PARAMETERS = [
    OpenApiParameter("resolution", int, description="Документ; без него — последний опубликованный"),
    OpenApiParameter("rows", str, enum=list(GROUPINGS), description="Что стоит в строках"),
    OpenApiParameter("as_of", date, description="По состоянию на день; пока только сегодня"),
    OpenApiParameter("under", int, description="Организация и всё, что ниже"),
    OpenApiParameter("status", str, many=True, description="Статусы пунктов"),
    OpenApiParameter("directive", int, description="Пункт документа"),
]


class Summary(APIView):
    """Сводная таблица документа; сужается теми же параметрами, что и список пунктов."""

    @extend_schema(
        operation_id="summary", summary="Сводная таблица", parameters=_PARAMETERS, responses={200: SummarySerializer}
    )
    def get(self, request: Request) -> Response:
        day = _day(request.query_params.get("as_of", ""))
        question = read(request)
        if question.filter.errors:
            raise ValidationError(question.filter.errors)
        if question.resolution is None:
            raise Http404
        table = build(
            resolution=question.resolution,
            user=person_of(request),
            on=day,
            group_by=question.rows,
            tasks=question.tasks,
        )
        return Response(SummarySerializer(table).data)


def _day(asked: str) -> date:
    """Today, the only day there is a table for. Raises Invalid for another."""
    today = clock.today()
    try:
        named = parse_date(asked) if asked else today
    except ValueError:
        named = None
    if named == today:
        return today
    words = _("Таблица строится только на сегодня: уберите as_of или укажите %(today)s.") % {"today": today.isoformat()}
    raise Invalid(words, errors=[FieldProblem("/as_of", words)])
