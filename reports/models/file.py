from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from reports.querysets import StoredFileQuerySet


class StoredFile(models.Model):
    """An uploaded file, checked by its content."""

    class State(models.TextChoices):
        UPLOADING = "uploading", _("Загружается")
        READY = "ready", _("Загружен")
        REFUSED = "refused", _("Не принят")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="files")
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("имя файла"), max_length=300)
    blob = models.FileField(upload_to="files/%Y/%m/", max_length=300)
    size = models.PositiveBigIntegerField(_("размер, байт"))
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    created_at = models.DateTimeField()

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("файл")
        verbose_name_plural = _("файлы")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name
