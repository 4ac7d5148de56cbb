"""Uploaded files: kept only when their content is of a kind that is taken, under the name that people gave them."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from organizations.models import Organization, User
from organizations.permissions import reach_of
from reports.models import StoredFile
from reports.permissions import writes_for
from reports.services import sniffing
from resolution_portal import clock
from resolution_portal.audit import journal
from resolution_portal.downloads import INLINE_TYPES, attachment, safe_name
from resolution_portal.problems import Absent, Forbidden, Invalid, TooLarge

MAX_BYTES = 20 * 1024 * 1024


def store(*, upload: File[bytes], organization: Organization, by: User, now: datetime | None = None) -> StoredFile:
    """Check and keep one file; the same content under the same name is the file that is there already.

    Raises Forbidden, TooLarge (over 20 MB) or Invalid, always naming the file.
    """
    if organization.pk not in writes_for(reach_of(by)):
        raise Forbidden(_("Файлы к отчётам загружают исполнители организации."))
    name = clean_name(upload.name or "")
    content = _read(upload, name)
    kind = sniffing.recognize(content, name=name)
    name = _with_ending(name, kind)
    digest = sha256(content).hexdigest()
    known = StoredFile.objects.filter(
        organization=organization, sha256=digest, name=name, state=StoredFile.State.READY
    ).first()
    if known is not None:
        return known
    return StoredFile.objects.create(
        organization=organization,
        uploaded_by=by,
        name=name,
        # A name of our own on the disk: a Russian one may be longer than file systems take.
        blob=ContentFile(content, name=f"{uuid4().hex}.{kind.endings[0]}"),
        size=len(content),
        media_type=kind.media_type,
        sha256=digest,
        created_at=now or clock.now(),
    )


def clean_name(name: str) -> str:
    """The file's own name without folders, in composed letters, with its ending, not too long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    return safe_name(last)


@transaction.atomic
def download(*, file: StoredFile, by: User, inline: bool = False) -> HttpResponseBase:
    """The file as an answer, put down in the journal. Raises Invalid when it was not taken, Absent without content."""
    if file.state != StoredFile.State.READY:
        raise Invalid(_("Файл «%(name)s» ещё не загружен или не принят.") % {"name": file.name})
    try:
        content = file.blob.open("rb")
    except OSError as error:
        words = _("Содержимое файла «%(name)s» не найдено. Сообщите координатору.")
        raise Absent(words % {"name": file.name}) from error
    journal.write(
        action="file_downloaded", by=by, object=f"file:{file.pk}", details={"name": file.name, "sha256": file.sha256}
    )
    return attachment(content, name=file.name, media_type=file.media_type, inline=inline)


def opens_inline(file: StoredFile) -> bool:
    """Whether a browser shows it rather than saves it."""
    return file.media_type in INLINE_TYPES


def _read(upload: File[bytes], name: str) -> bytes:
    if upload.size > MAX_BYTES:
        raise TooLarge(
            _("Файл «%(name)s» больше 20 МБ. Уменьшите его, разделите на части или дайте ссылку.") % {"name": name}
        )
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    return content


def _with_ending(name: str, kind: sniffing.FileKind) -> str:
    """A photo called «приказ.pdf» would not open: it gets the ending of what it is."""
    return name if sniffing.ending(name) in kind.endings else safe_name(f"{name}.{kind.endings[0]}")
