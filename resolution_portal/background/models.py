from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from resolution_portal import clock


class Job(models.Model):
    """One piece of long work: the row is the queue, the progress and the result."""

    class State(models.TextChoices):
        QUEUED = "queued", _("В очереди")
        RUNNING = "running", _("Выполняется")
        DONE = "done", _("Готово")
        FAILED = "failed", _("Не удалось")

    kind = models.CharField(_("вид"), max_length=50)
    arguments = models.JSONField(_("исходные данные"), default=dict, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    once_key = models.CharField(_("ключ повтора"), max_length=200, null=True, blank=True, unique=True)
    state = models.CharField(_("состояние"), max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(_("сделано"), default=0)
    total = models.PositiveIntegerField(_("всего"), default=0)
    message = models.CharField(_("сообщение"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("попыток"), default=0)
    run_after = models.DateTimeField(_("не раньше"), default=clock.now)
    lease_until = models.DateTimeField(_("занято до"), null=True, blank=True)
    result = models.JSONField(_("итог"), null=True, blank=True)
    error = models.TextField(_("ошибка"), blank=True)
    result_file = models.CharField(_("файл"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("создано"), default=clock.now)
    finished_at = models.DateTimeField(_("закончено"), null=True, blank=True)

    class Meta:
        verbose_name = _("фоновое задание")
        verbose_name_plural = _("фоновые задания")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["run_after"], name="job_to_do", condition=Q(state__in=["queued", "running"])),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="job_finished_has_its_moment",
                violation_error_message=_("Законченное задание должно иметь время окончания, незаконченное — нет."),
            ),
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=F("total")),
                name="job_done_within_total",
                violation_error_message=_("Сделано не может быть больше, чем всего."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} № {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)
