from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from resolution_portal import clock


class Entry(models.Model):
    """One line of what a task's own history does not hold: sign-ins, downloads, exports, roles."""

    at = models.DateTimeField(_("когда"), default=clock.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(_("действие"), max_length=50)
    object = models.CharField(_("над чем"), max_length=200, blank=True)
    details = models.JSONField(_("подробности"), default=dict, blank=True)
    request_id = models.CharField(_("номер запроса"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("запись журнала")
        verbose_name_plural = _("записи журнала")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.object}".strip()
