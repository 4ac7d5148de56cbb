"""Answers that carry a file: under its Russian name, kept by no cache, shown in the browser only when harmless."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

INLINE_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp", "text/plain"})
_UNSAFE = re.compile('[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\\\|?*]+')
_LONGEST_NAME = 150
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def attachment(
    content: bytes | Path | IO[bytes] | Iterable[bytes], *, name: str, media_type: str, inline: bool = False
) -> HttpResponseBase:
    """The file as an answer; `inline` asks to show it, which only types that cannot run anything are."""
    response = _body(content, media_type)
    shown = inline and media_type.partition(";")[0].strip().lower() in INLINE_TYPES
    response["Content-Disposition"] = content_disposition_header(not shown, safe_name(name)) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV that opens in a Russian Excel: UTF-8 with BOM, «;», CRLF, no text taken for a formula."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerows([plain(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def plain(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def safe_name(name: str) -> str:
    """A name that any system takes: no folders, no control or direction marks, not too long, ending kept."""
    cleaned = _UNSAFE.sub("_", name).strip(" .") or "file"
    stem, dot, ending = cleaned.rpartition(".")
    if len(cleaned) <= _LONGEST_NAME or not dot or len(ending) > 10:
        return cleaned[:_LONGEST_NAME]
    return stem[: _LONGEST_NAME - len(ending) - 1] + dot + ending


def _body(content: bytes | Path | IO[bytes] | Iterable[bytes], media_type: str) -> HttpResponseBase:
    if isinstance(content, bytes):
        return HttpResponse(content, content_type=media_type, headers={"Content-Length": str(len(content))})
    if isinstance(content, Path):
        return FileResponse(content.open("rb"), content_type=media_type)
    if hasattr(content, "read"):
        return FileResponse(content, content_type=media_type)
    return StreamingHttpResponse(content, content_type=media_type)
