"""Evidence as lists show it: what it is, what it is called, where it opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports.models import Evidence, StoredFile
from reports.services.files import opens_inline
from reports.services.sniffing import ending

_SHOWN = 120  # characters of a link: the rest says nothing to a reader


@dataclass(frozen=True)
class EvidenceRow:
    """One line of the part ``components/evidence.html``."""

    kind: str
    id: int
    title: str
    meta: str
    url: str = ""
    state: str = ""
    preview: str = ""  # how a page itself can show the file: image, pdf


def rows(evidence: Iterable[Evidence]) -> list[EvidenceRow]:
    """Lines of a report's evidence, fetched with its files."""
    return [_row(piece) for piece in evidence]


def of_file(file: StoredFile) -> EvidenceRow:
    """The line of a file; one that harms nobody opens in the browser."""
    meta = " · ".join(filter(None, [filesizeformat(file.size), ending(file.name).upper()]))
    if file.state != StoredFile.State.READY:
        return EvidenceRow("file", file.pk, file.name, file.get_state_display(), state=file.state)
    url = reverse("file", args=[file.pk]) + ("?inline=1" if opens_inline(file) else "")
    return EvidenceRow("file", file.pk, file.name, meta, url, file.state, _preview(file))


def _preview(file: StoredFile) -> str:
    if file.media_type == "application/pdf":
        return "pdf"
    return "image" if file.media_type.startswith("image/") and opens_inline(file) else ""


def _row(piece: Evidence) -> EvidenceRow:
    if piece.file is not None:
        return of_file(piece.file)
    if piece.url:
        title = unquote(piece.url.partition("://")[2]).rstrip("/")
        shown = title if len(title) <= _SHOWN else f"{title[:_SHOWN]}…"
        return EvidenceRow("link", piece.pk, shown, _("ссылка"), piece.url)
    return EvidenceRow("document", piece.pk, _details(piece), _("реквизиты документа"))


def _details(piece: Evidence) -> str:
    words = capfirst(piece.document_kind)
    if piece.document_date:
        words = _("%(document)s от %(date)s") % {"document": words, "date": f"{piece.document_date:%d.%m.%Y}"}
    return f"{words} № {piece.document_number}" if piece.document_number else words
