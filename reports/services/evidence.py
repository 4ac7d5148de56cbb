"""What proves a report, as it is handed in: checked the same for pages, API and commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Evidence, StoredFile
from resolution_portal.problems import FieldProblem

LONGEST_LINK = 2000
MOST = 50
OLDEST_DOCUMENT = date(1990, 1, 1)


@dataclass(frozen=True, kw_only=True)
class EvidenceInput:
    """One of three: a stored file, a link, or the details of a document."""

    file: StoredFile | None = None
    url: str = ""
    document_kind: str = ""
    document_number: str = ""
    document_date: date | None = None

    @classmethod
    def of(cls, row: Evidence) -> EvidenceInput:
        """The same evidence again, for the next version of a report."""
        return cls(
            file=row.file,
            url=row.url,
            document_kind=row.document_kind,
            document_number=row.document_number,
            document_date=row.document_date,
        )


def problems(evidence: Sequence[EvidenceInput], *, organization_id: int, today: date) -> list[FieldProblem]:
    """What is wrong with the evidence of this organization's report, piece by piece; empty when nothing is."""
    if len(evidence) > MOST:
        words = ngettext(
            "Не больше %(n)d подтверждения на отчёт: оставьте главные.",
            "Не больше %(n)d подтверждений на отчёт: оставьте главные.",
            MOST,
        )
        return [FieldProblem("/evidence", words % {"n": MOST})]
    return [
        FieldProblem(f"/evidence/{index}", words)
        for index, piece in enumerate(evidence)
        for words in _of_piece(piece, organization_id, today)
    ]


def clean_link(text: str) -> str:
    """The link as it is kept: «https://» in front when it was left out. Raises ValidationError in words."""
    link = text.strip()
    scheme, colon, rest = link.partition(":")
    if link and (not colon or (not rest.startswith("//") and "." in scheme)):
        link = f"https://{link}"
    if len(link) > LONGEST_LINK:
        raise ValidationError(_("Ссылка слишком длинная: сократите её или приложите файл."))
    if not _opens(link):
        raise ValidationError(_("Это не ссылка на страницу. Скопируйте адрес из браузера: он начинается с https://"))
    return link


def check_document_date(value: date, *, today: date) -> None:
    """Raises ValidationError in words when no document of a school can bear this date."""
    if value > today:
        raise ValidationError(_("Дата документа ещё не наступила. Проверьте её."))
    if value < OLDEST_DOCUMENT:
        raise ValidationError(_("Слишком давняя дата документа. Проверьте год."))


def _opens(link: str) -> bool:
    if any(sign.isspace() or not sign.isprintable() for sign in link) or set(link) & set('<>"\\'):
        return False
    try:
        parts = urlsplit(link)
        host, named = parts.hostname or "", parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and named and ("." in host.strip(".") or ":" in host)


def _of_piece(piece: EvidenceInput, organization_id: int, today: date) -> Iterator[str]:
    kinds = (piece.file is not None, bool(piece.url), bool(piece.document_kind or piece.document_number))
    if sum(kinds) != 1:
        yield _("Подтверждение — это файл, ссылка или реквизиты документа: что-то одно.")
    elif piece.file is not None:
        yield from _of_file(piece.file, organization_id)
    elif piece.url:
        yield from _refused(piece.url)
    else:
        yield from _of_document(piece, today)


def _of_file(file: StoredFile, organization_id: int) -> Iterator[str]:
    if file.organization_id != organization_id:
        yield _("Этот файл загружен другой организацией: загрузите его заново.")
    elif file.state == StoredFile.State.REFUSED:
        yield _("Файл «%(name)s» не принят: замените его.") % {"name": file.name}


def _refused(url: str) -> Iterator[str]:
    try:
        if clean_link(url) != url:
            yield _("Укажите ссылку полностью, с https:// в начале.")
    except ValidationError as error:
        yield from error.messages


def _of_document(piece: EvidenceInput, today: date) -> Iterator[str]:
    if not piece.document_kind:
        yield _("Укажите вид документа, например «Приказ».")
    if not piece.document_number and piece.document_date is None:
        yield _("Укажите номер или дату документа.")
    if max(len(piece.document_kind), len(piece.document_number)) > 100:
        yield _("Слишком длинные реквизиты: до 100 знаков в каждом поле.")
    if piece.document_date is not None:
        try:
            check_document_date(piece.document_date, today=today)
        except ValidationError as error:
            yield from error.messages
