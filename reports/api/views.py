"""Reports, their review and their files over the API: thin callers of the same services as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations.api.who import person_of
from organizations.permissions import reach_of
from reports.api.inputs import ReportInput, ReviewInput, draft_or_sent, evidence_of, repointed
from reports.api.serializers import ReportSerializer
from reports.models import Evidence, ProgressReport, StoredFile
from reports.querysets import ProgressReportQuerySet
from reports.services import drafts, files, submission
from resolution_portal.cursor import KeysetPagination
from resolution_portal.once.api import IdempotentMixin
from resolution_portal.problems import Impossible, Invalid
from tasks.models import Event, Status, Task
from tasks.permissions import RULES
from tasks.services import lifecycle
from tasks.transitions import TRANSITIONS


class ReportMixin(GenericAPIView[ProgressReport]):
    """Reports that the person sees, with all that an answer names."""

    serializer_class = ReportSerializer
    queryset = ProgressReport.objects.select_related("task", "author", "receipt").prefetch_related(
        Prefetch("evidence", Evidence.objects.select_related("file")),
        Prefetch("task__events", Event.objects.select_related("by").order_by("at", "id")),
    )

    def get_queryset(self) -> ProgressReportQuerySet:
        return super().get_queryset().visible_to(person_of(self.request))  # type: ignore[attr-defined]

    def answer(self, report: ProgressReport, status: int = 200) -> Response:
        """The report as it is now."""
        return Response(self.get_serializer(self.get_queryset().get(pk=report.pk)).data, status=status)


class TaskReports(IdempotentMixin, ReportMixin, ListAPIView[ProgressReport]):
    """Отчёты по одному пункту, новые первыми."""

    scope = "report"
    pagination_class = KeysetPagination
    parser_classes = [MultiPartParser, FormParser, JSONParser]

    def get_queryset(self) -> ProgressReportQuerySet:
        return super().get_queryset().order_by("-number", "-id")

    @property
    def task(self) -> Task:
        """The task of the address, when the person sees it."""
        tasks = Task.objects.visible_to(person_of(self.request))
        return get_object_or_404(tasks.select_related("directive", "organization"), pk=self.kwargs["pk"])

    @extend_schema(operation_id="tasks_reports_list", summary="Отчёты по пункту")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.queryset = self.queryset.filter(task=self.task)
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="tasks_reports_create",
        summary="Сохранить или отправить отчёт",
        description="Заменяет черновик целиком; с send отправляет его. Отчёт пишет исполнитель самой организации.",
        request=ReportInput,
        responses={201: ReportSerializer},
    )
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        task, by = self.task, person_of(request)
        drafts.check_writable(task, by)
        asked = ReportInput(data=request.data)
        asked.is_valid(raise_exception=True)
        given = {name: value for name, value in asked.validated_data.items() if name != "values"}
        save = submission.send if given.pop("send") else submission.save_draft
        pieces = evidence_of(given, task=task, by=by)
        try:
            save(task=task, by=by, channel="api", evidence=[piece for _pointer, piece in pieces], **given)
        except Invalid as refusal:
            raise repointed(refusal, pieces) from refusal
        return self.answer(draft_or_sent(task), status=201)


class ReportDetail(ReportMixin, RetrieveAPIView[ProgressReport]):
    """Один отчёт с подтверждениями и решением по нему."""

    @extend_schema(operation_id="reports_detail", summary="Отчёт")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class ReportReview(IdempotentMixin, ReportMixin):
    """Решение по отчёту, который на проверке: принять или вернуть со словами."""

    scope = "control"

    @extend_schema(
        operation_id="reports_review",
        summary="Принять отчёт или вернуть на доработку",
        request=ReviewInput,
        responses={200: ReportSerializer},
    )
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        report = self.get_object()
        asked = ReviewInput(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        decision, task = given.pop("decision"), report.task
        under_review = task.status == Status.SUBMITTED and task.report_number == report.number
        if not under_review and RULES[TRANSITIONS[decision].who].allows(reach_of(request.user), task):
            raise Impossible(_("Этот отчёт сейчас не на проверке. Посмотрите, что стало с пунктом."))
        lifecycle.act(decision, task=task, by=person_of(request), channel="api", **given)
        return self.answer(report)


class AnyContent(BaseContentNegotiation):
    """A file is what it is, whatever was asked for."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class FileContent(APIView):
    """Содержимое файла под тем именем, под которым его приложили."""

    content_negotiation_class = AnyContent

    @extend_schema(
        operation_id="files_content",
        summary="Содержимое файла",
        parameters=[OpenApiParameter("id", int, OpenApiParameter.PATH, description="Номер файла")],
        responses={(200, "*/*"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        found = get_object_or_404(StoredFile.objects.visible_to(person_of(request)), pk=pk)
        return files.download(file=found, by=person_of(request))
