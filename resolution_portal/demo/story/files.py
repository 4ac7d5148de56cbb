"""Files attached to the demo's reports: a row for each organization, one content on the disk for all."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reports.models import ProgressReport, StoredFile
from resolution_portal.demo.content.files import SampleFile

_FOLDER = "files/demo"
_BATCH = 500


class Cabinet:
    """The files of all organizations; the same file sent twice by one of them is one row, as when uploaded."""

    def __init__(self) -> None:
        self._files: dict[tuple[int, str], StoredFile] = {}
        self._blobs: dict[str, tuple[str, str]] = {}

    def keep(self, samples: Iterable[SampleFile], report: ProgressReport) -> None:
        """Take in the files of a report; reports come in the order of time."""
        for sample in samples:
            key = report.task.organization_id, sample.name
            if key not in self._files:
                self._files[key] = self._row(sample, report)

    def write(self) -> None:
        """Save the rows."""
        StoredFile.objects.bulk_create(self._files.values(), batch_size=_BATCH)

    def file(self, sample: SampleFile, report: ProgressReport) -> StoredFile:
        """The saved row of this file in the report's organization."""
        return self._files[report.task.organization_id, sample.name]

    def _row(self, sample: SampleFile, report: ProgressReport) -> StoredFile:
        blob, digest = self._blob(sample)
        return StoredFile(
            organization_id=report.task.organization_id,
            uploaded_by=report.author,
            name=sample.name,
            blob=blob,
            size=len(sample.content),
            media_type=sample.media_type,
            sha256=digest,
            created_at=report.edited_at,
        )

    def _blob(self, sample: SampleFile) -> tuple[str, str]:
        """Where its content lies: under its own digest, so a second demo in one folder finds it there."""
        if sample.name not in self._blobs:
            digest = sha256(sample.content).hexdigest()
            place = f"{_FOLDER}/{digest[:32]}{PurePosixPath(sample.name).suffix}"
            if not default_storage.exists(place):
                place = default_storage.save(place, ContentFile(sample.content))
            self._blobs[sample.name] = place, digest
        return self._blobs[sample.name]
