from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.file import StoredFile
from reports.models.report import ProgressReport

_FILE = Q(file__isnull=False, url="", document_kind="")
_LINK = Q(file__isnull=True, document_kind="") & ~Q(url="")
_DOCUMENT = Q(file__isnull=True, url="") & ~Q(document_kind="")


class Evidence(models.Model):
    """What proves a report: a file, a link, or a document's details (kind, number, date)."""

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="evidence", verbose_name=_("отчёт"))
    position = models.PositiveSmallIntegerField(default=0, verbose_name=_("порядок"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("файл")
    )
    url = models.CharField(_("ссылка"), max_length=2000, blank=True)
    document_kind = models.CharField(_("вид документа"), max_length=100, blank=True)
    document_number = models.CharField(_("номер"), max_length=100, blank=True)
    document_date = models.DateField(_("дата"), null=True, blank=True)

    class Meta:
        verbose_name = _("подтверждение")
        verbose_name_plural = _("подтверждения")
        ordering = ["report", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "file"], condition=Q(file__isnull=False), name="evidence_file"),
            models.CheckConstraint(
                condition=_FILE | _LINK | _DOCUMENT,
                name="evidence_one_kind",
                violation_error_message=_("Подтверждение — это файл, ссылка или реквизиты документа: что-то одно."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.file or self.url or f"{self.document_kind} № {self.document_number}")
