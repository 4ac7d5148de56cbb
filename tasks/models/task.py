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


def _person(related_name: str = "+") -> Any:
    return models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name=related_name, db_index=False)


def _level() -> Any:
    # The organization's ancestor at this depth, or itself: «everything below X» is equality on one column.
    return models.ForeignKey(
        Organization, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )


class Task(models.Model):
    """One organization × one checkpoint: the unit of control. Written by ``services/ledger.py`` alone."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="tasks", db_index=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="tasks")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="tasks", db_index=False)
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="tasks", db_index=False)
    level_0 = _level()
    level_1 = _level()
    level_2 = _level()
    level_3 = _level()
    status = models.CharField(_("статус"), max_length=20, choices=Status.choices, default=Status.NEW)
    version = models.PositiveIntegerField(default=1)
    first_due_on = models.DateField(_("срок первоначальный"))
    due_on = models.DateField(_("срок действующий"))
    responsible = _person("responsible_for")
    report_number = models.PositiveIntegerField(_("номер отчёта на проверке"), default=0)
    submitted_at = models.DateTimeField(null=True)
    submitted_on = models.DateField(null=True)
    submitted_by = _person()
    written_by = _person()
    submitted_for = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+", db_index=False)
    reviewed_by = _person()
    accepted_at = models.DateTimeField(null=True)
    on_time = models.BooleanField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

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
