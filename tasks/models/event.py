from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from tasks.models.task import Task


class Channel(models.TextChoices):
    """By which way an act came in."""

    PAGE = "page", _("страница")
    API = "api", _("программный доступ")
    COMMAND = "command", _("команда")
    JOB = "job", _("фоновая работа")


class Event(models.Model):
    """Append-only: who did what to a task, when, and what it was after. Never updated, never deleted."""

    task = models.ForeignKey(
        Task, models.PROTECT, related_name="events", db_index=False, verbose_name=_("пункт на исполнении")
    )
    at = models.DateTimeField(verbose_name=_("когда"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("кто"))
    acting_for = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("от организации")
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, verbose_name=_("откуда"))
    action = models.CharField(max_length=20, verbose_name=_("действие"))
    comment = models.TextField(blank=True, verbose_name=_("слова"))
    details = models.JSONField(default=dict, verbose_name=_("подробности"))
    request_id = models.CharField(max_length=64, blank=True, verbose_name=_("номер запроса"))
    old_status = models.CharField(max_length=20, verbose_name=_("статус до"))
    status = models.CharField(max_length=20, verbose_name=_("статус"))
    due_on = models.DateField(verbose_name=_("срок"))
    report_number = models.PositiveIntegerField(verbose_name=_("номер отчёта"))
    on_time = models.BooleanField(null=True, verbose_name=_("в срок"))
    task_version = models.PositiveIntegerField(verbose_name=_("версия пункта"))

    class Meta:
        verbose_name = _("событие")
        verbose_name_plural = _("история")
        ordering = ["at", "id"]
        constraints = [
            # The database's own guard of «one writer»: two acts on one version cannot both be written.
            models.UniqueConstraint(
                fields=["task", "task_version"], condition=~Q(action="comment"), name="event_version_once"
            ),
        ]
        indexes = [models.Index(fields=["task", "at", "id"], name="event_task_at")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.action} {self.at:%d.%m.%Y %H:%M}"
