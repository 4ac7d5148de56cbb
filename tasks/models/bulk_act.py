from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from resolution_portal import clock
from resolution_portal.background.models import Job
from tasks.models.task import Task


class BulkAct(models.Model):
    """One act on many tasks: what was chosen, frozen when it was shown, and after ``job`` what came of each."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("кто"))
    action = models.CharField(_("действие"), max_length=30)
    query = models.CharField(_("условия списка"), max_length=2000, blank=True)
    parameters = models.JSONField(_("указания"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    job = models.OneToOneField(
        Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("фоновая работа")
    )
    created_at = models.DateTimeField(_("показано"), default=clock.now)

    class Meta:
        verbose_name = _("массовое действие")
        verbose_name_plural = _("массовые действия")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} № {self.pk}"


class BulkRow(models.Model):
    """One task of it, with the version that was shown; written in the transaction of its act, so never done twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Ожидает")
        DONE = "done", _("Выполнено")
        REFUSED = "refused", _("Не выполнено")

    act = models.ForeignKey(
        BulkAct, models.CASCADE, related_name="rows", db_index=False, verbose_name=_("массовое действие")
    )
    task = models.ForeignKey(
        Task, models.PROTECT, related_name="+", db_index=False, verbose_name=_("пункт на исполнении")
    )
    version = models.PositiveIntegerField(_("версия"))
    state = models.CharField(_("состояние"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("причина отказа"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("пункт массового действия")
        verbose_name_plural = _("пункты массового действия")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["act", "task"], name="bulk_row_once"),
            models.CheckConstraint(
                condition=models.Q(state="refused") ^ models.Q(reason=""),
                name="bulk_row_reason",
                violation_error_message=_("У отказа должна быть причина, у остальных её нет."),
            ),
        ]
        indexes = [models.Index(fields=["act", "state", "id"], name="bulk_row_state")]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.task_id}"
