"""How reports and the summary look in the API (docs/contracts.md)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from organizations.api.serializers import PersonSerializer
from reports.models import Degree, Evidence, ProgressReport, StoredFile
from reports.models.report import Proposal
from reports.verdicts import verdict
from tasks.models import Event, Status, Task


class FileSerializer(serializers.ModelSerializer[StoredFile]):
    """A file and where to fetch it."""

    url = serializers.SerializerMethodField(help_text="Адрес содержимого")

    class Meta:
        model = StoredFile
        fields = ["id", "name", "size", "media_type", "sha256", "state", "url"]
        read_only_fields = fields

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, file: StoredFile) -> str:
        return str(self.context["request"].build_absolute_uri(reverse("api_file", args=[file.pk])))


class DocumentSerializer(serializers.ModelSerializer[Evidence]):
    """The details of a document."""

    kind = serializers.CharField(source="document_kind")
    number = serializers.CharField(source="document_number")
    date = serializers.DateField(source="document_date", allow_null=True)

    class Meta:
        model = Evidence
        fields = ["kind", "number", "date"]


class VerdictSerializer(serializers.ModelSerializer[Event]):
    """What was decided on a report."""

    by = PersonSerializer(allow_null=True)

    class Meta:
        model = Event
        fields = ["action", "at", "by", "comment"]
        read_only_fields = fields


class ReportTaskSerializer(serializers.ModelSerializer[Task]):
    """The task of a report: its version is what a review is asked with."""

    class Meta:
        model = Task
        fields = ["id", "version", "status", "due_on"]
        read_only_fields = fields


class ReportSerializer(serializers.ModelSerializer[ProgressReport]):
    """Отчёт о ходе исполнения одного пункта."""

    task = ReportTaskSerializer()
    degree = serializers.ChoiceField(choices=Degree.choices, allow_blank=True, help_text="Степень исполнения")
    proposal = serializers.ChoiceField(choices=Proposal.choices, allow_blank=True, help_text="Предложение")
    author = PersonSerializer(allow_null=True)
    receipt = serializers.IntegerField(
        source="receipt.number", allow_null=True, default=None, help_text="Номер квитанции"
    )
    files = serializers.SerializerMethodField()
    links = serializers.SerializerMethodField()
    documents = serializers.SerializerMethodField()
    verdict = serializers.SerializerMethodField(help_text="Что решено по этому отчёту")

    class Meta:
        model = ProgressReport
        fields = [
            "id",
            "task",
            "number",
            "state",
            "degree",
            "text",
            "no_change",
            "not_applicable_reason",
            "proposal",
            "files",
            "links",
            "documents",
            "author",
            "version",
            "edited_at",
            "submitted_at",
            "receipt",
            "verdict",
        ]
        read_only_fields = fields

    @extend_schema_field(FileSerializer(many=True))
    def get_files(self, report: ProgressReport) -> Any:
        return FileSerializer([e.file for e in report.evidence.all() if e.file], many=True, context=self.context).data

    def get_links(self, report: ProgressReport) -> list[str]:
        return [evidence.url for evidence in report.evidence.all() if evidence.url]

    @extend_schema_field(DocumentSerializer(many=True))
    def get_documents(self, report: ProgressReport) -> Any:
        return DocumentSerializer([e for e in report.evidence.all() if e.document_kind], many=True).data

    @extend_schema_field(VerdictSerializer(allow_null=True))
    def get_verdict(self, report: ProgressReport) -> Any:
        if report.state != ProgressReport.State.SUBMITTED:
            return None
        decided = verdict(report.number, report.task.events.all())
        return None if decided is None else VerdictSerializer(decided).data


class FiguresSerializer(serializers.Serializer[Any]):
    """The figures of tasks counted together."""

    total = serializers.IntegerField(help_text="Всего, и снятые тоже")
    accepted = serializers.IntegerField(help_text=Status.ACCEPTED.label)
    on_time = serializers.IntegerField(help_text="Исполнено в срок")
    overdue = serializers.IntegerField(help_text="Просрочено")
    submitted = serializers.IntegerField(help_text=Status.SUBMITTED.label)
    returned = serializers.IntegerField(help_text=Status.RETURNED.label)
    in_progress = serializers.IntegerField(help_text=Status.IN_PROGRESS.label)
    new = serializers.IntegerField(help_text=Status.NEW.label)
    withdrawn = serializers.IntegerField(help_text=Status.WITHDRAWN.label)


class ColumnSerializer(serializers.Serializer[Any]):
    """One directive of the document."""

    directive = serializers.IntegerField()
    number = serializers.CharField()
    text = serializers.CharField()
    due_on = serializers.DateField(allow_null=True, help_text="Ближайший срок")
    heading = serializers.CharField(help_text="Адресат")


class RowSerializer(serializers.Serializer[Any]):
    """One line: an organization with what is below it, or a shared row."""

    name = serializers.CharField()
    organization = serializers.IntegerField(allow_null=True)
    group = serializers.CharField(help_text="Общая строка, пусто у строки организации")
    cells = FiguresSerializer(many=True, help_text="По порядку columns")
    total = FiguresSerializer(source="sum")


class SummarySerializer(serializers.Serializer[Any]):
    """Сводная таблица одного документа."""

    resolution = serializers.IntegerField(source="resolution.pk")
    as_of = serializers.DateField(source="on", help_text="По состоянию на день")
    columns = ColumnSerializer(many=True)
    rows = RowSerializer(many=True)
    total = RowSerializer()
