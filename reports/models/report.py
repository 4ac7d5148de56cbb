from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from reports.models.receipt import Receipt
from reports.querysets import ProgressReportQuerySet
from tasks.models import Task
from tasks.models.event import Channel


class Degree(models.TextChoices):
    """How far the item is done, in the executor's own judgement."""

    NONE = "none", _("Не исполнено")
    PARTIAL = "partial", _("Частично")
    FULL = "full", _("Полностью")


class Proposal(models.TextChoices):
    """What the executor proposes to do with the item next."""

    CLOSE = "close", _("Снять с контроля")
    KEEP = "keep", _("Оставить на контроле")
    EXTEND = "extend", _("Продлить срок")


class ProgressReport(models.Model):
    """What an organization says it did for one task: numbered versions; knows only draft and submitted.

    The verdict (accepted, returned) is the task's: it is read from the Event with the report's number.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Черновик")
        SUBMITTED = "submitted", _("Отправлен")

    task = models.ForeignKey(
        Task, models.PROTECT, related_name="reports", db_index=False, verbose_name=_("пункт на исполнении")
    )
    number = models.PositiveIntegerField(_("номер"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, verbose_name=_("состояние"))
    degree = models.CharField(_("степень исполнения"), max_length=10, choices=Degree.choices, blank=True)
    text = models.TextField(_("что сделано"), blank=True)
    no_change = models.BooleanField(_("изменений с прошлого отчёта нет"), default=False)
    not_applicable_reason = models.TextField(_("почему неприменимо"), blank=True)
    proposal = models.CharField(_("предложение"), max_length=10, choices=Proposal.choices, blank=True)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("автор")
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, verbose_name=_("откуда"))
    version = models.PositiveIntegerField(default=1, verbose_name=_("версия"))
    edited_at = models.DateTimeField(verbose_name=_("изменён"))
    submitted_at = models.DateTimeField(null=True, verbose_name=_("отправлено"))
    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="reports", verbose_name=_("квитанция"))

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("отчёт о ходе исполнения")
        verbose_name_plural = _("отчёты о ходе исполнения")
        ordering = ["task", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="report_number_once"),
            models.UniqueConstraint(fields=["task"], condition=Q(state="draft"), name="report_one_draft"),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True)
                | Q(state="submitted", submitted_at__isnull=False),
                name="report_submitted_at",
            ),
        ]

    def __str__(self) -> str:
        return _("Отчёт № %(number)s") % {"number": self.number}
