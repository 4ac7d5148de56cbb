"""Uploaded files: kept only when their content is of a kind that is taken, under the name that people gave them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
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
from reports.services import photos, sniffing
from resolution_portal import clock
from resolution_portal.audit import journal
from resolution_portal.downloads import INLINE_TYPES, attachment, safe_name
from resolution_portal.problems import Absent, FieldProblem, Forbidden, Invalid, TooLarge

MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Checked:
    """A file that is taken, as it will be kept."""

    name: str
    content: bytes
    kind: sniffing.FileKind


def store(*, upload: File[bytes], organization: Organization, by: User, now: datetime | None = None) -> StoredFile:
    """Check and keep one file; the same content under the same name is the file that is there already.

    Raises Forbidden, TooLarge (over 20 MB) or Invalid, always naming the file.
    """
    check_writer(organization, by)
    return keep(check(upload=upload), organization=organization, by=by, now=now)


def check(*, upload: File[bytes]) -> Checked:
    """The file as it will be kept, its kind read from its content. Raises TooLarge or Invalid."""
    name = clean_name(upload.name or "")
    content = _read(upload, name)
    kind = sniffing.recognize(content, name=name)
    if kind == sniffing.HEIC:
        content, kind = photos.to_jpeg(content, name=name), sniffing.JPEG
        stem = name.rpartition(".")[0] if sniffing.ending(name) in sniffing.HEIC.endings else name
        name = f"{stem}.{kind.endings[0]}"
    return Checked(_with_ending(name, kind), content, kind)


def keep(checked: Checked, *, organization: Organization, by: User, now: datetime | None = None) -> StoredFile:
    """Keep a checked file for the organization."""
    digest = sha256(checked.content).hexdigest()
    known = StoredFile.objects.filter(
        organization=organization, sha256=digest, name=checked.name, state=StoredFile.State.READY
    ).first()
    if known is not None:
        return known
    return StoredFile.objects.create(
        organization=organization,
        uploaded_by=by,
        name=checked.name,
        # A name of our own on the disk: a Russian one may be longer than file systems take.
        blob=ContentFile(checked.content, name=f"{uuid4().hex}.{checked.kind.endings[0]}"),
        size=len(checked.content),
        media_type=checked.kind.media_type,
        sha256=digest,
        created_at=now or clock.now(),
    )


def check_writer(organization: Organization, by: User) -> None:
    """Raises Forbidden for all but the organization's executors."""
    if organization.pk not in writes_for(reach_of(by)):
        raise Forbidden(_("Файлы к отчётам загружают исполнители организации."))


def check_size(size: int, name: str) -> None:
    """Raises TooLarge, naming the file and the way out."""
    if size > MAX_BYTES:
        words = _("Файл «%(name)s» больше 20 МБ. Уменьшите его, разделите на части или дайте ссылку.")
        raise TooLarge(words % {"name": name})


def organization_for(by: User, *, named: str = "") -> Organization:
    """The one named, else the only one for which the person writes reports. Raises Forbidden or Invalid."""
    own = writes_for(reach_of(by))
    if named:
        own = [pk for pk in own if str(pk) == named]
    if not own:
        raise Forbidden(_("Файлы к отчётам загружают исполнители организации."))
    if len(set(own)) > 1:
        words = _("Укажите, для какой организации файл: вы исполнитель в нескольких.")
        raise Invalid(words, errors=[FieldProblem("/organization", words)])
    return Organization.objects.get(pk=own[0])


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
    check_size(upload.size, name)
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    return content


def _with_ending(name: str, kind: sniffing.FileKind) -> str:
    """A photo called «приказ.pdf» would not open: it gets the ending of what it is."""
    return name if sniffing.ending(name) in kind.endings else safe_name(f"{name}.{kind.endings[0]}")
