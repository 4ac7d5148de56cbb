"""Row scope of reports, files and receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from organizations.permissions import reach_of
from tasks.models import Task

if TYPE_CHECKING:
    from organizations.models import User


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    """Reports by who asks."""

    def visible_to(self, user: User) -> ProgressReportQuerySet:
        """Those on visible tasks; drafts in their own organization only."""
        tasks = Task.objects.visible_to(user).filter(pk=OuterRef("task"))
        return self.filter(Q(state="submitted") | Q(task__organization__in=acting_at(user)), Exists(tasks))


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Files by who asks."""

    def visible_to(self, user: User) -> StoredFileQuerySet:
        """Those that prove a visible report, and all of the organizations in which the person acts."""
        evidence = self.model._meta.get_field("evidence").related_model._default_manager  # type: ignore[union-attr]
        report = evidence.model._meta.get_field("report").related_model._default_manager
        proving = evidence.filter(file=OuterRef("pk"), report__in=report.visible_to(user))
        return self.filter(Exists(proving) | Q(organization__in=acting_at(user)))


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Receipts by who asks."""

    def visible_to(self, user: User) -> ReceiptQuerySet:
        """Those that acknowledge a visible report."""
        report = self.model._meta.get_field("reports").related_model._default_manager  # type: ignore[union-attr]
        return self.filter(Exists(report.visible_to(user).filter(receipt=OuterRef("pk"))))


def acting_at(user: User) -> list[int]:
    """Organizations in which the person is more than an observer."""
    return [place.organization_id for place in reach_of(user).places if place.acts]
