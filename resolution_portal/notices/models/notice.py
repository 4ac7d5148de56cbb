from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from resolution_portal import clock
from resolution_portal.notices.models.letter import Letter


class Notice(models.Model):
    """One line under the bell of one person."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", db_index=False)
    type = models.CharField(_("вид"), max_length=50)
    title = models.CharField(_("заголовок"), max_length=300)
    body = models.TextField(_("текст"), blank=True)
    url = models.CharField(_("ссылка"), max_length=500, blank=True)
    group = models.CharField(_("группа"), max_length=200, blank=True)
    once_key = models.CharField(_("ключ повтора"), max_length=200, unique=True)
    for_digest = models.BooleanField(_("ждёт письма за день"), default=False, db_default=False)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("создано"), default=clock.now)
    read_at = models.DateTimeField(_("прочитано"), null=True, blank=True)

    class Meta:
        verbose_name = _("уведомление")
        verbose_name_plural = _("уведомления")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_of_person"),
            models.Index(fields=["recipient"], name="notice_for_digest", condition=Q(for_digest=True)),
            models.Index(fields=["recipient"], name="notice_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title
