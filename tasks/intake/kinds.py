"""Which kind of file this is, by its content first and its name second."""

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from django.utils.translation import gettext as _

from tasks.intake.blocks import Unreadable
from tasks.intake.encodings import has_mark

MAX_BYTES = 20 * 1024 * 1024

FileKind = Literal["docx", "markdown", "text"]

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ISO_IMAGES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BINARY_NAMES = frozenset(
    "docx docm dotx doc odt rtf pdf png jpg jpeg gif bmp tif tiff webp heic avif "
    "xls xlsx ods ppt pptx zip rar 7z".split()
)
_MARKDOWN_TRAITS = re.compile(rb"^(?:#{1,6} \S|\*\*\S.*\*\*\s*$|```)", re.MULTILINE)


def sniff(*, data: bytes, name: str) -> FileKind:
    """The kind of a file that we read; `Unreadable` with the reason and the way out for all others."""
    check_size(len(data), name=name)
    if not data.strip():
        raise Unreadable(_("Файл «%(name)s» пуст: выберите файл с текстом документа.") % {"name": name})
    if data.startswith(_ZIP):
        return _sniff_zip(data, name)
    refusal = _refusal_of_binary(data)
    if refusal:
        raise Unreadable(refusal % {"name": name, "formats": formats_read()})
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if suffix in _BINARY_NAMES:
        raise Unreadable(
            _("Файл «%(name)s» испорчен: его содержимое не похоже на %(format)s. Сохраните документ заново.")
            % {"name": name, "format": suffix.upper()}
        )
    if suffix in ("md", "markdown"):
        return "markdown"
    if suffix != "txt" and _MARKDOWN_TRAITS.search(data[:200_000]):
        return "markdown"
    return "text"


def check_size(size: int, *, name: str) -> None:
    """Refuse a file over the limit; callers may ask before they read it."""
    if size > MAX_BYTES:
        raise Unreadable(_("Файл «%(name)s» больше 20 МБ: уменьшите его или разделите на части.") % {"name": name})


def formats_read() -> str:
    """The formats that can be read, for messages."""
    return _("DOCX, Markdown (MD) и текст (TXT)")


def _sniff_zip(data: bytes, name: str) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, OverflowError) as error:
        raise Unreadable(
            _("Файл «%(name)s» испорчен: это не документ DOCX или он скачан не целиком. Сохраните его заново.")
            % {"name": name}
        ) from error
    if "[Content_Types].xml" in entries and any(entry.startswith("word/") for entry in entries):
        return "docx"
    if PurePath(name).suffix.lower() == ".docx":
        raise Unreadable(
            _("Файл «%(name)s» испорчен: внутри него нет документа Word. Сохраните его заново.") % {"name": name}
        )
    raise Unreadable(
        _("Файл «%(name)s» — не документ DOCX. Читаются форматы: %(formats)s.")
        % {"name": name, "formats": formats_read()}
    )


def _refusal_of_binary(data: bytes) -> str | None:
    start = data[:1024].lstrip()
    if data.startswith(_IMAGES) or data[4:12] in _ISO_IMAGES or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return _("Файл «%(name)s» — изображение, текста в нём нет. Читаются форматы: %(formats)s.")
    if b"%PDF-" in data[:1024]:
        return _("Файл «%(name)s» — PDF, он пока не читается. Читаются форматы: %(formats)s.")
    if data.startswith(_OLE):
        return _("Файл «%(name)s» — документ старого Word или закрыт паролем: сохраните его как DOCX без пароля.")
    if start.startswith(b"{\\rtf"):
        return _("Файл «%(name)s» — RTF, он пока не читается: сохраните его как DOCX.")
    if re.match(rb"(?:<!doctype html|<html|<\?xml)", start, re.IGNORECASE):
        return _("Файл «%(name)s» — веб-страница или XML. Читаются форматы: %(formats)s.")
    if b"\x00" in data and not has_mark(data) or _mostly_control(data[:65_536]):
        return _("Файл «%(name)s» — не текстовый документ. Читаются форматы: %(formats)s.")
    return None


def _mostly_control(data: bytes) -> bool:
    if has_mark(data):
        return False
    control = sum(1 for byte in data if byte < 32 and byte not in b"\t\n\v\f\r\x1a")
    return control * 50 > len(data)
