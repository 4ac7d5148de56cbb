"""The report's form with its rows of evidence and its files, as one thing for the view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from organizations.requests import SignedInRequest
from reports.evidence_rows import EvidenceRow, of_file
from reports.forms.report import DocumentFormSet, LinkFormSet, ReportForm
from reports.models import StoredFile
from reports.services.drafts import Start, has_earlier
from reports.services.evidence import EvidenceInput
from resolution_portal.problems import Invalid
from tasks.models import Task

FILES = "files"
UPLOADS = "uploads"
REMOVE = "remove"


@dataclass(frozen=True)
class Rows:
    """Rows of one kind: the filled ones with one to fill, the spare ones folded away under them."""

    shown: list[Any]
    spare: list[Any]
    open: bool


@dataclass(frozen=True)
class Error:
    """A line of the summary over the form."""

    anchor: str
    label: str
    words: str


class ReportSheet:
    """Unbound it shows what there is; bound, what was typed: also after an error and with files kept."""

    def __init__(
        self, task: Task, start: Start, data: QueryDict | None = None, *, prefix: str = "", earlier: bool | None = None
    ) -> None:
        self.task = task
        self.prefix = prefix
        self.data = None if data is None else _with_rows(data, prefix)
        self.file_problems: list[str] = []
        self.start = start
        first = {**start.content, "version": start.version}
        earlier = has_earlier(task) if earlier is None else earlier
        self.form = ReportForm(self.data, initial=first, has_earlier=earlier, prefix=prefix or None)
        # Posted rows are compared with nothing: a row that was cleared is then an empty one, not a mistake.
        links, details = ([], []) if self.data is not None else _initial(start)
        self.links = LinkFormSet(self.data, initial=links, prefix=self.name("links"))
        self.documents = DocumentFormSet(self.data, initial=details, prefix=self.name("documents"))
        for row in (*self.links, *self.documents):
            row.empty_permitted = True

    @classmethod
    def posted(cls, request: SignedInRequest, task: Task, start: Start, **special: Any) -> ReportSheet:
        """What the page sent, less the file whose «Удалить» was pressed."""
        sheet = cls(task, start, request.POST, **special)
        sheet.keep([pk for pk in sheet.file_ids if str(pk) != request.POST.get(sheet.name(REMOVE), "")])
        return sheet

    def name(self, field: str) -> str:
        """The field's name in the page, where several sheets may stand side by side."""
        return f"{self.prefix}-{field}" if self.prefix else field

    @property
    def names(self) -> dict[str, str]:
        """The names that the template writes itself."""
        return {field: self.name(field) for field in (FILES, UPLOADS, REMOVE)}

    @property
    def evidence_id(self) -> str:
        """Where the page's links to the evidence lead."""
        return self.name("evidence")

    def is_valid(self) -> bool:
        """Whether it can be kept as a draft; every part is asked, so that all errors show at once."""
        parts = [self.form.is_valid(), self.links.is_valid(), self.documents.is_valid(), not self.file_problems]
        return all(parts)

    @property
    def version(self) -> int:
        """The draft's version that the page was made from."""
        found: int = self.form.cleaned_data["version"]
        return found

    def content(self) -> dict[str, Any]:
        """What the services save."""
        given = self.form.cleaned_data
        return {
            "degree": given["degree"],
            "text": given["text"],
            "no_change": given.get("no_change", False),
            "not_applicable_reason": given["not_applicable_reason"],
            "proposal": given["proposal"],
            "evidence": self._evidence(),
            "version": self.version,
        }

    @property
    def file_ids(self) -> list[int]:
        if self.data is None:
            return [piece.file.pk for piece in self.start.evidence if piece.file]
        return [int(pk) for pk in self.data.getlist(self.name(FILES)) if pk.isdecimal() and len(pk) < 19]

    @cached_property
    def files(self) -> list[StoredFile]:
        """The kept files in their order; those of another organization are not ours to show."""
        if self.data is None:
            return [piece.file for piece in self.start.evidence if piece.file]
        found = StoredFile.objects.filter(organization=self.task.organization_id).in_bulk(self.file_ids)
        return [found[pk] for pk in dict.fromkeys(self.file_ids) if pk in found]

    @property
    def file_rows(self) -> list[EvidenceRow]:
        return [of_file(file) for file in self.files]

    def keep(self, ids: list[int]) -> None:
        """Make these the kept files of the posted form."""
        if self.data is not None:
            self.data.setlist(self.name(FILES), [str(pk) for pk in ids])
        self.__dict__.pop("files", None)

    def take(self, stored: list[StoredFile]) -> None:
        """Add files that came with this post."""
        self.keep([*self.file_ids, *(file.pk for file in stored if file.pk not in self.file_ids)])

    def go_on_from(self, version: int) -> None:
        """Show the posted form again as made from this version of the draft."""
        if self.data is not None:
            self.data[self.name("version")] = str(version)

    def refuse(self, problem: Invalid) -> None:
        """Put the service's words at the fields they are about."""
        for error in problem.errors:
            if error.field in self.form.fields:
                self.form.add_error(error.field, error.detail)
            else:
                self.file_problems.append(error.detail)

    @property
    def link_rows(self) -> Rows:
        return _rows(self.links)

    @property
    def document_rows(self) -> Rows:
        return _rows(self.documents)

    @property
    def errors(self) -> list[Error]:
        """Everything that is wrong, in the order of the page."""
        if self.data is None:
            return []
        fields = [field for part in (self.form, *self.links, *self.documents) for field in part]
        at_fields = [
            Error(f"{field.auto_id}_field" if field.use_fieldset else field.auto_id, str(field.label), str(words))
            for field in fields
            for words in field.errors
        ]
        return at_fields + [
            Error(f"id_{self.name(UPLOADS)}", _("Подтверждение"), words) for words in self.file_problems
        ]

    @property
    def rare_open(self) -> bool:
        """Whether the part that few fill has something in it."""
        return any(self.form[name].value() or self.form[name].errors for name in ("proposal", "not_applicable_reason"))

    def _evidence(self) -> list[EvidenceInput]:
        links = [row.cleaned_data["url"] for row in self.links if row.cleaned_data.get("url")]
        details = [row.cleaned_data for row in self.documents if row.cleaned_data.get("kind")]
        return [
            *(EvidenceInput(file=file) for file in self.files),
            *(EvidenceInput(url=url) for url in links),
            *(
                EvidenceInput(document_kind=row["kind"], document_number=row["number"], document_date=row["date"])
                for row in details
            ),
        ]


def _rows(formset: Any) -> Rows:
    forms = list(formset)
    filled = [bool(form.errors) or any(field.value() for field in form) for form in forms]
    first_spare = next((place for place, full in enumerate(filled) if not full), len(forms)) + 1
    return Rows(forms[:first_spare], forms[first_spare:], any(filled[first_spare:]))


def _initial(start: Start) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    links = [{"url": piece.url} for piece in start.evidence if piece.url]
    details = [
        {"kind": piece.document_kind, "number": piece.document_number, "date": piece.document_date}
        for piece in start.evidence
        if piece.document_kind
    ]
    return links, details


def _with_rows(data: QueryDict, prefix: str) -> QueryDict:
    """The posted data; a program that sends no rows need not say how many."""
    copy = data.copy()
    for rows in ("links", "documents"):
        name = f"{prefix}-{rows}" if prefix else rows
        copy.setdefault(f"{name}-TOTAL_FORMS", "0")
        copy.setdefault(f"{name}-INITIAL_FORMS", "0")
    return copy
