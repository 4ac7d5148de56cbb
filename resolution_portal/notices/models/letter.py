from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from resolution_portal import clock


class Letter(models.Model):
    """One e-mail to one person: the row is the outbox, its Message-ID never changes."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Ждёт отправки")
        SENDING = "sending", _("Отправляется")
        SENT = "sent", _("Отправлено")
        FAILED = "failed", _("Не отправлено")

    type = models.CharField(_("вид"), max_length=50)
    headers = models.JSONField(_("заголовки"), default=dict, blank=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.EmailField(_("адрес"), max_length=254)
    subject = models.CharField(_("тема"), max_length=300)
    text = models.TextField(_("текст"))
    html = models.TextField(_("HTML"), blank=True)
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    once_key = models.CharField(_("ключ повтора"), max_length=200, unique=True)
    state = models.CharField(_("состояние"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("попыток"), default=0)
    next_try_at = models.DateTimeField(_("следующая попытка"), default=clock.now)
    lease_until = models.DateTimeField(_("занято до"), null=True, blank=True)
    created_at = models.DateTimeField(_("создано"), default=clock.now)
    sent_at = models.DateTimeField(_("отправлено"), null=True, blank=True)
    last_error = models.TextField(_("последняя ошибка"), blank=True)

    class Meta:
        verbose_name = _("письмо")
        verbose_name_plural = _("письма")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_try_at"], name="letter_to_send", condition=Q(state__in=["queued", "sending"])),
            models.Index(fields=["-id"], name="letter_undelivered", condition=Q(state="failed")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="letter_sent_has_its_moment",
                violation_error_message=_("Время отправки есть у отправленного письма и только у него."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
