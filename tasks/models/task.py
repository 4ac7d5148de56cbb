from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from resolution_portal import clock
from tasks.models.directive import Checkpoint, Directive
from tasks.models.resolution import Resolution
from tasks.querysets import TaskQuerySet

LEVELS = 4  # depths of the tree that have an ancestor column
_LEVEL_WORDS = (_("верхняя организация"), _("уровень 1"), _("уровень 2"), _("уровень 3"))


class Status(models.TextChoices):
    """Where a task stands; overdue, late and «остаётся на контроле» are derived, never stored here."""

    NEW = "new", _("Не начато")
    IN_PROGRESS = "in_progress", _("В работе")
    SUBMITTED = "submitted", _("На проверке")
    RETURNED = "returned", _("На доработке")
    ACCEPTED = "accepted", _("Исполнено")
    WITHDRAWN = "withdrawn", _("Снято без исполнения")

    @classmethod
    def owed(cls) -> tuple[Status, ...]:
        """Statuses in which the executor still owes a report: only these can be overdue."""
        return cls.NEW, cls.IN_PROGRESS, cls.RETURNED


def _person(words: Any, related_name: str = "+") -> Any:
    return models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name=related_name,
        db_index=False,
        verbose_name=words,
    )


def _level(depth: int) -> Any:
    # The organization's ancestor at this depth, or itself: «everything below X» is equality on one column.
    return models.ForeignKey(
        Organization,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_LEVEL_WORDS[depth],
    )


class Task(models.Model):
    """One organization × one checkpoint: the unit of control. Written by ``services/ledger.py`` alone."""

    checkpoint = models.ForeignKey(
        Checkpoint, models.PROTECT, related_name="tasks", db_index=False, verbose_name=_("контрольный срок")
    )
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="tasks", verbose_name=_("организация"))
    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="tasks", db_index=False, verbose_name=_("пункт")
    )
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="tasks", db_index=False, verbose_name=_("документ")
    )
    level_0 = _level(0)
    level_1 = _level(1)
    level_2 = _level(2)
    level_3 = _level(3)
    status = models.CharField(_("статус"), max_length=20, choices=Status.choices, default=Status.NEW)
    version = models.PositiveIntegerField(default=1, verbose_name=_("версия"))
    first_due_on = models.DateField(_("срок первоначальный"))
    due_on = models.DateField(_("срок действующий"))
    responsible = _person(_("ответственный"), "responsible_for")
    report_number = models.PositiveIntegerField(_("номер отчёта на проверке"), default=0)
    submitted_at = models.DateTimeField(null=True, verbose_name=_("отправлено"))
    submitted_on = models.DateField(null=True, verbose_name=_("дата отправки"))
    submitted_by = _person(_("кто отправил"))
    written_by = _person(_("кто написал"))
    submitted_for = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("отправила организация"),
    )
    reviewed_by = _person(_("кто проверил"))
    accepted_at = models.DateTimeField(null=True, verbose_name=_("принято"))
    on_time = models.BooleanField(null=True, verbose_name=_("в срок"))
    created_at = models.DateTimeField(verbose_name=_("создано"))
    changed_at = models.DateTimeField(verbose_name=_("изменено"))

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("пункт на исполнении")
        verbose_name_plural = _("пункты на исполнении")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "organization"], name="task_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="task_status"),
            models.CheckConstraint(
                condition=~Q(status=Status.SUBMITTED)
                | Q(
                    report_number__gt=0,
                    submitted_at__isnull=False,
                    submitted_on__isnull=False,
                    on_time__isnull=False,
                ),
                name="task_submitted_facts",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ACCEPTED, accepted_at__isnull=False, on_time__isnull=False)
                | (~Q(status=Status.ACCEPTED) & Q(accepted_at__isnull=True)),
                name="task_accepted_facts",
            ),
        ]
        indexes = [
            *(models.Index(fields=[f"level_{n}", "due_on", "id"], name=f"task_level_{n}_due") for n in range(LEVELS)),
            *(
                models.Index(fields=[f"level_{n}", "status", "due_on", "id"], name=f"task_level_{n}_status")
                for n in range(LEVELS)
            ),
            models.Index(
                fields=["resolution", "level_1", "directive", "status", "due_on", "on_time"], name="task_summary"
            ),
            models.Index(
                fields=["organization", "due_on"],
                condition=Q(status__in=["new", "in_progress", "submitted", "returned"]),
                name="task_organization_open",
            ),
            models.Index(fields=["resolution", "due_on", "id"], name="task_resolution_due"),
            models.Index(
                fields=["responsible", "due_on"],
                condition=Q(status__in=["new", "in_progress", "submitted", "returned"]),
                name="task_responsible_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive.number} · {self.organization}"

    def overdue(self, on: date | None = None) -> bool:
        """Whether a report is still owed after its date."""
        return self.status in Status.owed() and self.due_on < (on or clock.today())

    @property
    def is_overdue(self) -> bool:
        return self.overdue()
