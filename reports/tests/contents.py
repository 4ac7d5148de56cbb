"""Small real contents of every kind of file, made here so that nothing binary lies in the repository."""

from __future__ import annotations

import base64
import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(32) + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
#: 64 × 48, the left half blue, the right half red.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9j"
    "AAAAAERAAAEAAQAAAAABoQABAAAAAAAAACUAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/Wlw"
    "cnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AA"
    "AAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAA"
    "QAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWB"
    "AgMFhAAAAC1tZGF0AAAAISgBrxmA70mlv//vILEfPZm/QsheF8XQH/To3nvIINtbwA=="
)
RTF = rb"{\rtf1\ansi Hello}"
TEXT = "Протокол № 3\nПрисутствовали 12 человек".encode()
EXE = b"MZ\x90\x00" + bytes(64)
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def pack(entries: dict[str, str], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def damaged(content: bytes) -> bytes:
    """The zip with its first entry's packed bytes spoilt, its table of contents whole."""
    return content[:60] + b"\xff" * 40 + content[100:]


DOCX = pack({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})
XLSX = pack({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
DOCM = pack({"[Content_Types].xml": "<Types/>", "word/document.xml": "<d/>", "word/vbaProject.bin": "x"})
ODT = pack({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
ODT_WITH_BASIC = pack({"mimetype": "application/vnd.oasis.opendocument.text", "Basic/Standard/Module1.xml": "<x/>"})
_LONG = "".join(f"<Default Extension='{number}'/>" for number in range(99))
DOCX_DENSE = pack({"[Content_Types].xml": _LONG, "word/document.xml": "<d/>"}, zipfile.ZIP_DEFLATED)
ODT_DENSE = pack({"mimetype": _LONG, "content.xml": "<x/>"}, zipfile.ZIP_DEFLATED)
ZIP = pack({"приказ.pdf": "x"})


def upload(content: bytes = PDF, name: str = "Приказ № 112-од.pdf") -> SimpleUploadedFile:
    """A file as a form hands it over; the media type that it claims is never true."""
    return SimpleUploadedFile(name, content, content_type="application/x-claimed")
