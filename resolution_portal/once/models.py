from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from resolution_portal import clock


class OnceKey(models.Model):
    """The key of one sending, inserted in the transaction of its effect, with the answer that was given."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(_("ключ"), max_length=200)
    fingerprint = models.CharField(_("отпечаток содержимого"), max_length=64)
    status = models.PositiveSmallIntegerField(_("код ответа"), null=True, blank=True)
    headers = models.JSONField(_("заголовки ответа"), default=dict, blank=True)
    body = models.TextField(_("ответ"), blank=True)
    created_at = models.DateTimeField(_("создан"), default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("ключ повтора")
        verbose_name_plural = _("ключи повтора")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="once_key_per_user",
                violation_error_message=_("Этот ключ уже использован."),
            ),
        ]

    def __str__(self) -> str:
        return self.key
