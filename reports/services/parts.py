"""The pieces of an upload in the storage: separate objects, so that they can lie on any kind of storage."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

_ROOM = "uploads"


def write(upload: UUID, content: bytes) -> str:
    """Put one piece down; its name is what ``read`` and ``drop`` take."""
    return default_storage.save(f"{_ROOM}/{upload.hex}/{uuid4().hex}", ContentFile(content))


def read(names: Iterable[str]) -> bytes:
    """The pieces joined. Raises OSError when one is not there."""
    joined = bytearray()
    for name in names:
        with default_storage.open(name, "rb") as part:
            joined += part.read()
    return bytes(joined)


def drop(name: str) -> None:
    """Take one piece away."""
    default_storage.delete(name)


def remove(upload: UUID) -> None:
    """Take away all the pieces of an upload, those of broken-off requests too."""
    folder = f"{_ROOM}/{upload.hex}"
    with suppress(OSError):  # nothing there, or somebody else is doing the same
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)


def uploads() -> set[UUID]:
    """The uploads that have pieces in the storage."""
    try:
        folders = default_storage.listdir(_ROOM)[0]
    except OSError:
        return set()
    return {UUID(folder) for folder in folders}
