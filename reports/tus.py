"""The words of the tus protocol 1.0 (https://tus.io): core, creation, expiration, termination."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Upload
from reports.services.files import MAX_BYTES
from resolution_portal.problems import Problem

VERSION = "1.0.0"
BODY = "application/offset+octet-stream"
ABLE = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,expiration,termination",
    "Tus-Max-Size": str(MAX_BYTES),
}
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_SOME = 64 * 1024


class WrongVersion(Problem):
    status, code, title = 412, "tus_version", gettext_lazy("Другая версия протокола")


class WrongType(Problem):
    status, code, title = 415, "tus_content_type", gettext_lazy("Другой вид содержимого")


def check_version(request: HttpRequest) -> None:
    """Raises WrongVersion for what speaks another version, or none."""
    if request.headers.get("Tus-Resumable") != VERSION:
        refusal = WrongVersion(_("Загрузка идёт по протоколу tus %(version)s.") % {"version": VERSION})
        refusal.headers = dict(ABLE)
        raise refusal


def number(request: HttpRequest, header: str) -> int:
    """The header's number. Raises Problem (400)."""
    given = request.headers.get(header, "")
    if not _NUMBER.fullmatch(given):
        raise Problem(_("В заголовке %(header)s нужно целое число байтов.") % {"header": header})
    return int(given)


def metadata(request: HttpRequest) -> dict[str, str]:
    """``Upload-Metadata``: keys with base64 of UTF-8. Raises Problem (400)."""
    found = {}
    for pair in filter(None, (pair.strip() for pair in request.headers.get("Upload-Metadata", "").split(","))):
        key, _space, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError) as error:
            raise Problem(_("В заголовке Upload-Metadata нужны пары «ключ base64» через запятую.")) from error
    return found


def sha256(given: str) -> str:
    """The checksum that the client tells beforehand, in lower case. Raises Problem (400)."""
    if given and not _SHA256.fullmatch(given):
        raise Problem(_("sha256 в Upload-Metadata — это 64 шестнадцатеричные цифры."))
    return given.lower()


def body(request: HttpRequest) -> Iterator[bytes]:
    """What comes of the body until it ends or the line breaks: both look the same from here."""
    try:
        while some := request.read(_SOME):
            yield some
    except OSError:
        return


def mark(answer: HttpResponseBase, headers: dict[str, Any]) -> None:
    """Every answer says the version; none may be kept by anybody on the way."""
    for name, value in {"Tus-Resumable": VERSION, "Cache-Control": "no-store", **headers}.items():
        answer[name] = value


def state_of(upload: Upload) -> dict[str, str]:
    """Where an upload stands; the file that it became in a header of ours."""
    headers = {
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.size),
        "Upload-Expires": http_date(upload.expires_at.timestamp()),
    }
    if upload.stored_id:
        headers["Portal-File"] = str(upload.stored_id)
    return headers


def refusal_of(problem: Problem) -> dict[str, str]:
    """The words of a refusal for HEAD, whose answer has no body."""
    return {"Portal-Refusal": quote(problem.detail)}
