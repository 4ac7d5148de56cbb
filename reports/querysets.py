"""Row scope of reports, files and receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from organizations.permissions import reach_of
from tasks.querysets import in_sight

if TYPE_CHECKING:
    from organizations.models import User
    from reports.models import ProgressReport, Receipt, StoredFile, Upload  # noqa: F401  # QuerySet[…] names it


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    """Reports by who asks."""

    def visible_to(self, user: User) -> ProgressReportQuerySet:
        """Those on visible tasks; drafts in their own organization only."""
        sent_or_own = Q(state="submitted") | Q(task__organization__in=acting_at(user))
        return self.filter(sent_or_own, in_sight(reach_of(user), "task__"))


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Files by who asks."""

    def visible_to(self, user: User) -> StoredFileQuerySet:
        """Those that prove a visible report, and all of the organizations in which the person acts."""
        reports = apps.get_model("reports", "ProgressReport").objects.visible_to(user)
        evidence = apps.get_model("reports", "Evidence").objects
        proving = evidence.filter(file=OuterRef("pk"), report__in=reports)
        return self.filter(Exists(proving) | Q(organization__in=acting_at(user)))


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Receipts by who asks."""

    def visible_to(self, user: User) -> ReceiptQuerySet:
        """Those that acknowledge a visible report."""
        reports = apps.get_model("reports", "ProgressReport").objects.visible_to(user)
        return self.filter(Exists(reports.filter(receipt=OuterRef("pk"))))


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads by who asks."""

    def visible_to(self, user: User) -> UploadQuerySet:
        """One's own: nobody else has a use for half a file."""
        return self.filter(user=user.pk)


def acting_at(user: User) -> list[int]:
    """Organizations in which the person is more than an observer."""
    return [place.organization_id for place in reach_of(user).places if place.acts]
