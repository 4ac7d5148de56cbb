"""Files that come in pieces: begun, continued from where the line broke, checked and stored once when whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256 as digest_of

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import Organization, User
from reports.models import StoredFile, Upload
from reports.services import files, parts, sniffing
from resolution_portal import clock
from resolution_portal.problems import Invalid, Stale, TooLarge, TooOften

LIFETIME = timedelta(days=7)
MOST_OPEN = 200  # of one person: four reports full of files
#: What is held in memory before it is put down; a line that breaks loses nothing, the rest is put down then.
_PIECE = 1024 * 1024
_MOST_PIECES = 1000


def create(
    *, by: User, organization: Organization, name: str, size: int, sha256: str = "", now: datetime | None = None
) -> Upload:
    """Begin one. Raises Forbidden, TooLarge or Invalid, naming the file, or TooOften when too many are open."""
    now = now or clock.now()
    files.check_writer(organization, by)
    name = files.clean_name(name)
    files.check_size(size, name)
    if not size:
        sniffing.recognize(b"", name=name)
    if Upload.objects.filter(user=by, state=Upload.State.OPEN, expires_at__gt=now).count() >= MOST_OPEN:
        raise TooOften(_("Слишком много незаконченных загрузок. Дождитесь их окончания или отмените лишние."))
    return Upload.objects.create(
        user=by,
        organization=organization,
        name=name,
        size=size,
        sha256=sha256,
        created_at=now,
        expires_at=now + LIFETIME,
    )


def append(*, upload: Upload, offset: int, content: Iterable[bytes], by: User) -> Upload:
    """Keep what comes, from ``offset`` on, until it ends or breaks off; the last byte makes it a stored file.

    Raises Stale when the upload stands elsewhere (another request was faster), and what ``settle`` raises.
    """
    files.check_writer(upload.organization, by)
    _refuse_again(upload)
    if offset != upload.offset:
        raise _elsewhere()
    for piece in _pieces(content):
        _keep(upload, piece)
    return settle(upload=upload, by=by)


def settle(*, upload: Upload, by: User) -> Upload:
    """Make a whole upload a stored file, once; also one whose last request died between its last byte and this.

    Raises Invalid or TooLarge when it is not taken: then it is over, and every later call says so again.
    """
    _refuse_again(upload)
    if upload.state == Upload.State.OPEN and upload.is_whole:
        try:
            whole = parts.read(upload.parts)
        except OSError:
            upload.refresh_from_db()
            if upload.state == Upload.State.OPEN:
                raise
            return settle(upload=upload, by=by)
        _finish(upload, whole, by)
    return upload


def cancel(*, upload: Upload) -> None:
    """Forget it with its pieces; a file that was stored from it stays."""
    pk = upload.pk
    upload.delete()
    parts.remove(pk)


def forget_old(*, now: datetime | None = None) -> int:
    """Forget what nobody finished in time, and pieces that belong to nothing; how many uploads that were."""
    forgotten = 0
    for upload in Upload.objects.filter(expires_at__lte=now or clock.now()).iterator():
        cancel(upload=upload)
        forgotten += 1
    left = parts.uploads()
    for pk in left - set(Upload.objects.filter(pk__in=left).values_list("pk", flat=True)):
        parts.remove(pk)
    return forgotten


def _pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """What comes, in pieces of a fair size; a broken line ends it like any other."""
    gathered = bytearray()
    for some in content:
        gathered += some
        if len(gathered) >= _PIECE:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)


def _keep(upload: Upload, piece: bytes) -> None:
    """Put one piece down and move the offset, if it is still where we saw it: two requests at once cannot mix."""
    if upload.offset + len(piece) > upload.size:
        raise TooLarge(_("Прислано больше, чем объявлено: файл «%(name)s».") % {"name": upload.name})
    if len(upload.parts) >= _MOST_PIECES:
        raise Invalid(_("Файл «%(name)s» приходит слишком мелкими частями.") % {"name": upload.name})
    name = parts.write(upload.pk, piece)
    there = Upload.objects.filter(pk=upload.pk, offset=upload.offset, state=Upload.State.OPEN)
    if not there.update(offset=upload.offset + len(piece), parts=[*upload.parts, name]):
        parts.drop(name)
        raise _elsewhere()
    upload.offset += len(piece)
    upload.parts.append(name)


def _finish(upload: Upload, whole: bytes, by: User) -> None:
    try:
        if upload.sha256 and upload.sha256 != digest_of(whole).hexdigest():
            words = _("Файл «%(name)s» пришёл не таким, каким отправлен. Загрузите его ещё раз.")
            raise Invalid(words % {"name": upload.name})
        checked = files.check(upload=ContentFile(whole, name=upload.name))
    except (Invalid, TooLarge) as refusal:
        Upload.objects.filter(pk=upload.pk, state=Upload.State.OPEN).update(
            state=Upload.State.REFUSED, refusal=refusal.detail, parts=[]
        )
        parts.remove(upload.pk)
        raise
    _store(upload, checked, by)
    parts.remove(upload.pk)


def _store(upload: Upload, checked: files.Checked, by: User) -> None:
    """File and end of the upload together: of two that finish it at once the second leaves nothing behind."""
    with transaction.atomic():
        stored = files.keep(checked, organization=upload.organization, by=by)
        ended = Upload.objects.filter(pk=upload.pk, state=Upload.State.OPEN).update(
            state=Upload.State.STORED, stored=stored, parts=[]
        )
        transaction.set_rollback(not ended)
    if not ended and not StoredFile.objects.filter(blob=stored.blob.name).exists():
        default_storage.delete(str(stored.blob.name))
    upload.refresh_from_db()


def _refuse_again(upload: Upload) -> None:
    if upload.state == Upload.State.REFUSED:
        raise Invalid(upload.refusal)


def _elsewhere() -> Stale:
    return Stale(_("Загрузка продолжается с другого места. Спросите его и продолжите оттуда."))
