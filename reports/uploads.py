"""Files that come with a posted form of a report."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile

from organizations.models import User
from reports.forms.sheet import ReportSheet
from reports.models import StoredFile
from reports.services import files
from resolution_portal.problems import Invalid, TooLarge


def store(uploads: Iterable[object], sheet: ReportSheet, by: User) -> tuple[list[StoredFile], bool]:
    """Keep the uploads that can be kept, say what is wrong with the others; whether one was too large."""
    stored, too_large = [], False
    for upload in uploads:
        assert isinstance(upload, UploadedFile)
        try:
            stored.append(files.store(upload=upload, organization=sheet.task.organization, by=by))
        except (Invalid, TooLarge) as refusal:
            sheet.file_problems.append(refusal.detail)
            too_large = too_large or isinstance(refusal, TooLarge)
    return stored, too_large
