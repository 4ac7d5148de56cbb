"""What a report is sent with over the API, read into the services' evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from organizations.models import User
from reports.models import Degree, ProgressReport, StoredFile
from reports.models.report import Proposal
from reports.services import files
from reports.services.drafts import LONGEST_REASON, LONGEST_TEXT
from reports.services.evidence import MOST, EvidenceInput, clean_link
from resolution_portal.problems import FieldProblem, Invalid
from tasks.models import Task


class DocumentInput(serializers.Serializer[None]):
    """Реквизиты документа."""

    kind = serializers.CharField(max_length=100)
    number = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    date = serializers.DateField(required=False, allow_null=True, default=None)


_DOCUMENT = {
    "type": "object",
    "required": ["kind"],
    "properties": {
        "kind": {"type": "string", "maxLength": 100, "description": "Вид документа, например «Приказ»"},
        "number": {"type": "string", "maxLength": 100},
        "date": {"type": ["string", "null"], "format": "date"},
    },
}


@extend_schema_field(
    {
        "description": "Реквизиты документов: список объектов; в форме (multipart) — он же строкой JSON",
        "oneOf": [{"type": "array", "items": _DOCUMENT}, {"type": "string", "contentMediaType": "application/json"}],
    }
)
class DocumentsField(serializers.JSONField):
    """A list of documents' details, in a form as a string of JSON."""

    def to_internal_value(self, data: Any) -> list[dict[str, Any]]:
        if isinstance(data, str):
            self.binary = True  # a string in a body of JSON is the same list, written once more
        rows = DocumentInput(data=super().to_internal_value(data) if data else [], many=True)
        rows.is_valid(raise_exception=True)
        return [dict(row) for row in rows.validated_data]


@extend_schema_field(
    {"description": "Показатели: пока ни один пункт их не требует", "type": "object", "maxProperties": 0}
)
class ValuesField(serializers.JSONField):
    """Figures, which no directive asks for yet: what would be lost is refused."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if super().to_internal_value(data) if data else None:
            raise serializers.ValidationError(_("Этот пункт не спрашивает показателей: уберите values."))
        return {}


class ReportInput(serializers.Serializer[None]):
    """Отчёт: заменяет черновик целиком; с send отправляется на проверку."""

    degree = serializers.ChoiceField(
        choices=Degree.choices, required=False, allow_blank=True, default="", help_text="Степень исполнения"
    )
    text = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_TEXT, help_text="Что сделано"
    )
    files = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), required=False, max_length=MOST, help_text="До 20 МБ каждый"
    )
    file_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        required=False,
        max_length=MOST,
        help_text="Номера файлов, загруженных раньше (по частям или отдельно)",
    )
    links = serializers.ListField(child=serializers.CharField(), required=False, max_length=MOST)
    documents = DocumentsField(required=False)
    values = ValuesField(required=False)
    no_change = serializers.BooleanField(required=False, default=False, help_text="Изменений с прошлого отчёта нет")
    not_applicable_reason = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_REASON, help_text="Почему пункт неприменим"
    )
    proposal = serializers.ChoiceField(choices=Proposal.choices, required=False, allow_blank=True, default="")
    version = serializers.IntegerField(
        required=False, allow_null=True, default=None, help_text="Версия черновика, который вы видели; 0 — его не было"
    )
    send = serializers.BooleanField(required=False, default=False, help_text="Отправить на проверку, а не сохранить")


class ReviewInput(serializers.Serializer[None]):
    """Решение по отчёту."""

    decision = serializers.ChoiceField(choices=["accept", "return"])
    comment = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_TEXT)
    version = serializers.IntegerField(
        required=False, allow_null=True, default=None, help_text="Версия пункта, которую вы видели"
    )


def evidence_of(given: dict[str, Any], *, task: Task, by: User) -> list[tuple[str, EvidenceInput]]:
    """Take the evidence out of ``given`` and keep its files, each piece with its pointer. Raises as ``files.store``."""
    uploads, ids, links, documents = (given.pop(name, []) for name in ("files", "file_ids", "links", "documents"))
    clean, known = list(_links(links)), list(_known(ids, task=task))
    stored = [
        (f"/files/{at}", EvidenceInput(file=_store(upload, at, task=task, by=by))) for at, upload in enumerate(uploads)
    ]
    details = [
        EvidenceInput(document_kind=row["kind"], document_number=row["number"], document_date=row["date"])
        for row in documents
    ]
    pieces = [*stored, *known, *clean, *((f"/documents/{at}", piece) for at, piece in enumerate(details))]
    first = {piece: pointer for pointer, piece in reversed(pieces)}
    return [(first[piece], piece) for piece in dict.fromkeys(piece for _pointer, piece in pieces)]


def repointed(problem: Invalid, pieces: list[tuple[str, EvidenceInput]]) -> Invalid:
    """The service's refusal with pointers into what was sent instead of into the list of evidence."""
    pointers = {f"/evidence/{at}": pointer for at, (pointer, _piece) in enumerate(pieces)}
    errors = [FieldProblem(pointers.get(error.pointer, error.pointer), error.detail) for error in problem.errors]
    return Invalid(problem.detail, errors=errors)


def draft_or_sent(task: Task) -> ProgressReport:
    """The task's newest report: the one that was just saved or sent."""
    return ProgressReport.objects.filter(task=task).latest("number")


def _links(links: list[str]) -> Iterator[tuple[str, EvidenceInput]]:
    for at, link in enumerate(links):
        try:
            yield f"/links/{at}", EvidenceInput(url=clean_link(link))
        except ValidationError as error:
            words = " ".join(error.messages)
            raise Invalid(words, errors=[FieldProblem(f"/links/{at}", words)]) from error


def _known(ids: list[int], *, task: Task) -> Iterator[tuple[str, EvidenceInput]]:
    found = StoredFile.objects.filter(organization=task.organization_id).in_bulk(ids)
    for at, pk in enumerate(ids):
        if pk not in found:
            words = _("Файла № %(number)s у вашей организации нет: загрузите его.") % {"number": pk}
            raise Invalid(words, errors=[FieldProblem(f"/file_ids/{at}", words)])
        yield f"/file_ids/{at}", EvidenceInput(file=found[pk])


def _store(upload: Any, at: int, *, task: Task, by: User) -> Any:
    try:
        return files.store(upload=upload, organization=task.organization, by=by)
    except Invalid as refusal:
        raise Invalid(refusal.detail, errors=[FieldProblem(f"/files/{at}", refusal.detail)]) from refusal
