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

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="files", verbose_name=_("организация"))
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("кто загрузил"))
    name = models.CharField(_("имя файла"), max_length=300)
    blob = models.FileField(upload_to="files/%Y/%m/", max_length=300, verbose_name=_("содержимое"))
    size = models.PositiveBigIntegerField(_("размер, байт"))
    media_type = models.CharField(max_length=100, verbose_name=_("тип"))
    sha256 = models.CharField(max_length=64, verbose_name=_("контрольная сумма"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY, verbose_name=_("состояние"))
    created_at = models.DateTimeField(verbose_name=_("создано"))

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("файл")
        verbose_name_plural = _("файлы")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name
