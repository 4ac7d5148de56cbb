from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarLink(models.Model):
    """The private address of a person's calendar; only its digest is kept, and one at a time works."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_links", verbose_name=_("сотрудник")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False, verbose_name=_("отпечаток"))
    created_at = models.DateTimeField(verbose_name=_("создано"))
    last_used_at = models.DateTimeField(null=True, verbose_name=_("последнее обращение"))
    revoked_at = models.DateTimeField(null=True, verbose_name=_("отозвано"))

    class Meta:
        verbose_name = _("ссылка на календарь")
        verbose_name_plural = _("ссылки на календарь")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="calendar_link_one_works",
                violation_error_message=_("Действующая ссылка на календарь у человека одна."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.created_at:%d.%m.%Y}"
