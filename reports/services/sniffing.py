"""Which kind of file proves a report: decided by what is in it, never by its name or by what the browser says."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

import olefile
from django.utils.translation import gettext as _

from resolution_portal.problems import Invalid
from tasks.intake.blocks import Unreadable
from tasks.intake.encodings import decode

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_MOST_ENTRIES = 10_000


@dataclass(frozen=True)
class FileKind:
    """A kind that is taken: its media type and the endings that it may bear, the usual one first."""

    media_type: str
    endings: tuple[str, ...]


_PDF = FileKind("application/pdf", ("pdf",))
_RTF = FileKind("application/rtf", ("rtf",))
_TEXT = {"txt": FileKind("text/plain", ("txt",)), "csv": FileKind("text/csv", ("csv",))}
JPEG = FileKind("image/jpeg", ("jpg", "jpeg", "jfif"))
HEIC = FileKind("image/heic", ("heic", "heif"))
_IMAGES = (
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), FileKind("image/png", ("png",))),
    (re.compile(rb"GIF8[79]a"), FileKind("image/gif", ("gif",))),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), FileKind("image/webp", ("webp",))),
    (re.compile(rb"....ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)", re.DOTALL), HEIC),
)
_OOXML = {
    "word/document.xml": FileKind(f"{_OFFICE}wordprocessingml.document", ("docx",)),
    "xl/workbook.xml": FileKind(f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
    "ppt/presentation.xml": FileKind(f"{_OFFICE}presentationml.presentation", ("pptx",)),
}
_ODF = {
    f"{_OPEN}text": FileKind(f"{_OPEN}text", ("odt",)),
    f"{_OPEN}spreadsheet": FileKind(f"{_OPEN}spreadsheet", ("ods",)),
    f"{_OPEN}presentation": FileKind(f"{_OPEN}presentation", ("odp",)),
}
_OLE = {
    "worddocument": FileKind("application/msword", ("doc",)),
    "workbook": FileKind("application/vnd.ms-excel", ("xls",)),
    "book": FileKind("application/vnd.ms-excel", ("xls",)),
    "powerpoint document": FileKind("application/vnd.ms-powerpoint", ("ppt",)),
}
#: What the standard library raises over damaged archives.
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(LookupError, ValueError, OSError, RuntimeError, OverflowError),
)
_MACROS = re.compile(r"vbaproject|vbadata|(?:^|/)(?:basic|scripts|macros|_vba_project_cur|vba)/", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|head|body|script|svg|iframe|img|meta|!--)", re.IGNORECASE)


def recognize(content: bytes, *, name: str) -> FileKind:
    """The kind of this content. Raises Invalid, naming the file and the way out, for all that is not taken."""
    if not content.strip(b"\0 \t\r\n"):
        raise Invalid(_("Файл «%(name)s» пуст. Выберите другой файл.") % {"name": name})
    for signature, kind in _IMAGES:
        if signature.match(content):
            return kind
    if b"%PDF-" in content[:1024]:
        return _PDF
    if content.startswith(b"{\\rtf"):
        return _RTF
    if content.startswith(b"PK"):
        return _of_zip(content, name)
    if content.startswith(olefile.MAGIC):
        return _of_ole(content, name)
    return _of_text(content, name)


def ending(name: str) -> str:
    """The ending of a file's name, without the dot."""
    _stem, dot, last = name.rpartition(".")
    return last.lower() if dot else ""


def _of_zip(content: bytes, name: str) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.namelist()
            types = _start_of(archive, "[Content_Types].xml") if "[Content_Types].xml" in entries else b""
            open_type = _start_of(archive, "mimetype").decode("ascii", "replace") if "mimetype" in entries else ""
    except _BROKEN_ZIP as error:
        raise _broken(name) from error
    if len(entries) > _MOST_ENTRIES or b"macroEnabled" in types or any(map(_MACROS.search, entries)):
        raise _with_macros(name)
    kind = next((kind for part, kind in _OOXML.items() if part in entries), None) if types else None
    kind = kind or _ODF.get(open_type.strip())
    if kind is None:
        raise Invalid(
            _("Файл «%(name)s» — архив, его нельзя посмотреть на странице. Распакуйте его и приложите сами документы.")
            % {"name": name}
        )
    return kind


def _start_of(archive: zipfile.ZipFile, entry: str) -> bytes:
    """At most 1 MB, so that nothing unpacks without end."""
    with archive.open(entry) as part:
        return part.read(1024 * 1024)


def _of_ole(content: bytes, name: str) -> FileKind:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as document:
            entries = ["/".join(path) for path in document.listdir(streams=True, storages=False)]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
        raise _broken(name) from error
    if any(map(_MACROS.search, entries)):
        raise _with_macros(name)
    top = {entry.lower() for entry in entries}
    if "encryptedpackage" in top:
        raise Invalid(_("Файл «%(name)s» закрыт паролем. Снимите пароль и приложите его снова.") % {"name": name})
    kind = next((kind for stream, kind in _OLE.items() if stream in top), None)
    if kind is None:
        raise _unknown(name)
    return kind


def _of_text(content: bytes, name: str) -> FileKind:
    kind = _TEXT.get(ending(name))
    if kind is None:
        raise _unknown(name)
    try:
        text = decode(content, name=name)
    except Unreadable as error:
        raise _unknown(name) from error
    if _MARKUP.match(text) or _controls(text[:65_536]):
        raise _unknown(name)
    return kind


def _controls(text: str) -> bool:
    return any(char < " " and char not in "\t\n\v\f\r\x1a" for char in text)


def _broken(name: str) -> Invalid:
    return Invalid(
        _("Файл «%(name)s» испорчен или загружен не целиком: он не открывается. Сохраните его заново.") % {"name": name}
    )


def _with_macros(name: str) -> Invalid:
    return Invalid(
        _("Файл «%(name)s» содержит макросы и не принят. Сохраните его без макросов или как PDF.") % {"name": name}
    )


def _unknown(name: str) -> Invalid:
    return Invalid(
        _(
            "Файл «%(name)s» не принят. Принимаются PDF, фото (JPEG, PNG, GIF, WEBP, HEIC), документы Word, Excel, "
            "PowerPoint и OpenDocument без макросов, RTF, TXT и CSV."
        )
        % {"name": name}
    )
