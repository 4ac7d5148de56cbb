from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from reports.models.file import StoredFile
from reports.querysets import UploadQuerySet


class Upload(models.Model):
    """A file that comes in pieces over a line that may break; its row says how much of it is here."""

    class State(models.TextChoices):
        OPEN = "open", _("Загружается")
        STORED = "stored", _("Загружен")
        REFUSED = "refused", _("Не принят")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("кто загружает"))
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name=_("организация"))
    name = models.CharField(_("имя файла"), max_length=300)
    size = models.PositiveBigIntegerField(_("размер, байт"))
    offset = models.PositiveBigIntegerField(_("получено, байт"), default=0)
    #: Where the pieces lie in the storage, in their order. Changed only together with ``offset``.
    parts = models.JSONField(default=list, verbose_name=_("части"))
    sha256 = models.CharField(max_length=64, blank=True, verbose_name=_("контрольная сумма"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, verbose_name=_("состояние"))
    stored = models.ForeignKey(StoredFile, models.CASCADE, null=True, related_name="+", verbose_name=_("файл"))
    refusal = models.TextField(_("почему не принят"), blank=True)
    created_at = models.DateTimeField(verbose_name=_("создано"))
    expires_at = models.DateTimeField(db_index=True, verbose_name=_("хранится до"))

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("загрузка")
        verbose_name_plural = _("загрузки")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=F("size")), name="upload_fits"),
            models.CheckConstraint(
                condition=Q(state="stored", stored__isnull=False) | (~Q(state="stored") & Q(stored__isnull=True)),
                name="upload_stored",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        """Whether every byte is here, though perhaps not yet checked and stored."""
        return self.offset == self.size
