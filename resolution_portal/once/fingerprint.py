from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

_NOT_CONTENT = ("csrfmiddlewaretoken", "once_key")


def fingerprint(path: str, data: Any, files: Mapping[str, Any] | None = None) -> str:
    """What was sent and where to, as a hash; a repeat's new multipart boundary does not change it."""
    digest = sha256(path.encode())
    for part in _parts(data):
        digest.update(b"\0" + part)
    for name, upload in sorted(_uploads(files), key=lambda pair: pair[0]):
        digest.update(f"\0{name}\0{upload.name}\0{upload.size}\0".encode())
        for chunk in upload.chunks():
            digest.update(chunk)
        upload.seek(0)
    return digest.hexdigest()


def _parts(data: Any) -> Iterable[bytes]:
    if isinstance(data, QueryDict):
        texts = {
            name: [value for value in data.getlist(name) if not isinstance(value, UploadedFile)]
            for name in data
            if name not in _NOT_CONTENT
        }
        data = {name: values for name, values in texts.items() if values}
    yield json.dumps(data, sort_keys=True, default=str).encode()


def _uploads(files: Mapping[str, Any] | None) -> Iterable[tuple[str, UploadedFile]]:
    if files is None:
        return
    for name in files:
        for upload in files.getlist(name) if hasattr(files, "getlist") else [files[name]]:
            yield name, upload
