"""Files in pieces: continued from where the line broke, whole once, checked like any other, forgotten in time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import default_storage

from organizations.models import Membership, User
from reports.models import StoredFile, Upload
from reports.services import parts, uploading
from reports.tests import contents
from resolution_portal import clock
from resolution_portal.once.tests.racing import race
from resolution_portal.problems import Forbidden, Invalid, Stale, TooLarge, TooOften

WHOLE = contents.PDF.ljust(2_500_000, b" ")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        },
    }
    return tmp_path


def begun(cast: SimpleNamespace, by: User | None = None, **changes: Any) -> Upload:
    given = {"organization": cast.school5, "name": "Приказ.pdf", "size": len(WHOLE), **changes}
    return uploading.create(by=by or cast.elena, **given)


def put(upload: Upload, offset: int, content: bytes, by: User) -> Upload:
    return uploading.append(upload=upload, offset=offset, content=[content], by=by)


def left(folder: Path) -> list[Path]:
    """What lies in the room of the pieces."""
    return sorted(path for path in folder.glob("uploads/**/*"))


def test_in_pieces_it_becomes_the_file(cast: SimpleNamespace, folder: Path) -> None:
    upload = begun(cast, sha256=hashlib.sha256(WHOLE).hexdigest())
    put(upload, 0, WHOLE[:700_000], cast.elena)
    assert (Upload.objects.get().offset, StoredFile.objects.count()) == (700_000, 0)
    put(Upload.objects.get(), 700_000, WHOLE[700_000:], cast.elena)
    upload = Upload.objects.get()
    stored = StoredFile.objects.get()
    assert (upload.state, upload.stored) == ("stored", stored)
    assert (stored.name, stored.size, stored.media_type) == ("Приказ.pdf", len(WHOLE), "application/pdf")
    with stored.blob.open("rb") as blob:
        assert blob.read() == WHOLE
    assert left(folder) == []
    assert put(upload, len(WHOLE), b"", cast.elena).stored == stored, "asked again, the answer is the same"


def test_a_line_that_breaks_keeps_what_came(cast: SimpleNamespace) -> None:
    def breaking() -> Iterator[bytes]:
        yield WHOLE[:1_000_000]
        yield WHOLE[1_000_000:1_300_000]

    upload = begun(cast)
    uploading.append(upload=upload, offset=0, content=breaking(), by=cast.elena)
    assert Upload.objects.get().offset == 1_300_000


def test_from_another_place_is_stale_and_changes_nothing(cast: SimpleNamespace, folder: Path) -> None:
    upload = put(begun(cast), 0, WHOLE[:1000], cast.elena)
    seen_before = Upload.objects.get()
    put(upload, 1000, WHOLE[1000:2000], cast.elena)
    there = left(folder)
    for late, offset in ((seen_before, 1000), (Upload.objects.get(), 1000), (Upload.objects.get(), 3000)):
        with pytest.raises(Stale):
            put(late, offset, WHOLE[1000:2000], cast.elena)
    assert (Upload.objects.get().offset, left(folder)) == (2000, there)


def test_the_same_file_is_the_one_that_is_there(cast: SimpleNamespace) -> None:
    first = put(begun(cast), 0, WHOLE, cast.elena)
    assert put(begun(cast, cast.maria), 0, WHOLE, cast.maria).stored == first.stored
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "changes", "words"),
    [
        (contents.EXE, {}, "не принят"),
        (contents.ZIP, {"name": "Всё.zip"}, "Распакуйте"),
        (contents.PDF, {"sha256": "0" * 64}, "не таким"),
    ],
)
def test_what_is_not_taken_is_refused_for_good(
    cast: SimpleNamespace, folder: Path, content: bytes, changes: dict[str, str], words: str
) -> None:
    upload = begun(cast, size=len(content), **changes)
    with pytest.raises(Invalid, match=words):
        put(upload, 0, content, cast.elena)
    upload = Upload.objects.get()
    assert (upload.state, StoredFile.objects.count(), left(folder)) == ("refused", 0, [])
    with pytest.raises(Invalid, match=words):
        uploading.settle(upload=upload, by=cast.elena)


def test_limits(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLarge, match="20 МБ"):
        begun(cast, size=20 * 1024 * 1024 + 1)
    with pytest.raises(Invalid, match="пуст"):
        begun(cast, size=0)
    for person in (cast.anna, cast.tatyana, cast.pavel):
        with pytest.raises(Forbidden):
            begun(cast, person)
    upload = begun(cast, size=10)
    with pytest.raises(TooLarge, match="больше, чем объявлено"):
        put(upload, 0, WHOLE[:11], cast.elena)
    monkeypatch.setattr(uploading, "MOST_OPEN", 1)
    with pytest.raises(TooOften):
        begun(cast)


def test_whoever_is_an_executor_no_longer_uploads_no_more(cast: SimpleNamespace) -> None:
    upload = begun(cast)
    Membership.objects.filter(user=cast.elena).update(until=clock.today())
    with pytest.raises(Forbidden):
        put(upload, 0, WHOLE, cast.elena)


def test_killed_between_the_last_byte_and_the_file_it_goes_on(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_anything: object) -> None:
        raise SystemExit

    upload = begun(cast)
    with monkeypatch.context() as patch:
        patch.setattr(uploading, "_store", killed)
        with pytest.raises(SystemExit):
            put(upload, 0, WHOLE, cast.elena)
    upload = Upload.objects.get()
    assert (upload.state, upload.is_whole) == ("open", True)
    assert uploading.settle(upload=upload, by=cast.elena).stored == StoredFile.objects.get()


def test_cancelled_or_forgotten_nothing_is_left(cast: SimpleNamespace, folder: Path) -> None:
    uploading.cancel(upload=put(begun(cast), 0, WHOLE[:10], cast.elena))
    assert (Upload.objects.count(), left(folder)) == (0, [])
    put(begun(cast), 0, WHOLE[:10], cast.elena)
    done = put(begun(cast), 0, WHOLE, cast.elena).stored
    orphan = begun(cast)
    pk = orphan.pk
    parts.write(pk, b"left by a killed process")
    orphan.delete()
    assert uploading.forget_old() == 0
    assert not default_storage.exists(f"uploads/{pk.hex}")
    assert len(left(folder)) == 2, "the unfinished one, with its folder"
    assert uploading.forget_old(now=clock.now() + timedelta(days=7, minutes=1)) == 2
    assert (Upload.objects.count(), left(folder)) == (0, [])
    assert StoredFile.objects.get() == done, "what was stored stays"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_mix(cast: SimpleNamespace, folder: Path) -> None:
    """Both send the same upload from its beginning to its end; one file comes of it, and it is the right one."""
    pk = begun(cast, sha256=hashlib.sha256(WHOLE).hexdigest()).pk

    def send() -> Upload:
        upload = Upload.objects.get(pk=pk)
        pieces = [WHOLE[place : place + 100_000] for place in range(upload.offset, len(WHOLE), 100_000)]
        return uploading.append(upload=upload, offset=upload.offset, content=pieces, by=cast.elena)

    outcomes = race(send, 4)
    assert all(isinstance(outcome, (Upload, Stale)) for outcome in outcomes), outcomes
    stored = StoredFile.objects.get()
    with stored.blob.open("rb") as blob:
        assert blob.read() == WHOLE
    assert left(folder) == []


@pytest.mark.django_db(transaction=True)
def test_two_that_finish_it_at_once_leave_one_file(cast: SimpleNamespace, folder: Path) -> None:
    upload = begun(cast)
    upload.parts = [parts.write(upload.pk, WHOLE)]
    upload.offset = len(WHOLE)
    upload.save()
    outcomes = race(lambda: uploading.settle(upload=Upload.objects.get(pk=upload.pk), by=cast.elena), 4)
    assert {outcome.stored for outcome in outcomes if isinstance(outcome, Upload)} == {StoredFile.objects.get()}
    assert all(isinstance(outcome, Upload) for outcome in outcomes), outcomes
    kept = [path for path in folder.glob("files/**/*") if path.is_file()]
    assert len(kept) == 1, "no second copy of the content"
