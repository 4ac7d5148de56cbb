from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Kind, User
from resolution_portal import clock
from resolution_portal.notices.models import Letter
from tasks.models.resolution import Resolution
from tasks.models.task import Task


class Rule(models.TextChoices):
    """What a reminder is about: counted in working days, but after the date in calendar ones."""

    BEFORE = "before", _("До срока")
    AFTER = "after", _("После срока")
    EXPLANATION = "explanation", _("Просьба объяснить просрочку")
    CONTROLLER = "controller", _("Контролёру о просрочке")
    COORDINATOR = "coordinator", _("Координаторам о просрочке")


class ReminderRule(models.Model):
    """On which days organizations of a kind are reminded; without a document, for all that have no rows of their own.

    A kind with no rows goes by those marked ``for_others`` (at first the municipal bodies'), and by the quiet
    ranges of that kind.
    """

    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="reminder_rules", verbose_name=_("документ")
    )
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", verbose_name=_("категория"))
    code = models.CharField(_("правило"), max_length=20, choices=Rule.choices)
    days = models.JSONField(_("за сколько дней или через сколько"), default=list, blank=True)
    every = models.PositiveSmallIntegerField(_("затем каждые столько дней"), null=True, blank=True)
    for_others = models.BooleanField(_("и для категорий без своих правил"), default=False)

    class Meta:
        verbose_name = _("правило напоминаний")
        verbose_name_plural = _("правила напоминаний")
        ordering = ["resolution", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "kind", "code"],
                condition=Q(resolution__isnull=False),
                name="reminder_rule_of_document",
            ),
            models.UniqueConstraint(
                fields=["kind", "code"], condition=Q(resolution__isnull=True), name="reminder_rule_default"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(resolution__isnull=True, for_others=True),
                name="reminder_rule_for_others",
                violation_error_message=_("По правилам только одной категории живут те, у кого нет своих."),
            ),
            models.CheckConstraint(
                condition=Q(every__isnull=True) | Q(every__gt=0, code=Rule.AFTER),
                name="reminder_rule_every",
                violation_error_message=_("Повторяются только напоминания после срока, и не чаще раза в день."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_code_display()}"


class QuietRange(models.Model):
    """Days on which organizations of a kind get no reminders: school holidays, the summer."""

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", verbose_name=_("категория"))
    name = models.CharField(_("название"), max_length=100)
    first = models.DateField(_("с"))
    last = models.DateField(_("по"))
    yearly = models.BooleanField(_("каждый год"), default=True)

    class Meta:
        verbose_name = _("период без напоминаний")
        verbose_name_plural = _("периоды без напоминаний")
        ordering = ["kind", "first"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="quiet_range_order",
                violation_error_message=_("Период не может закончиться раньше, чем начался."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.first:%d.%m.%Y}–{self.last:%d.%m.%Y}"


class ReminderClaim(models.Model):
    """One step of one rule for one due date of one task, taken for good: sent, or skipped since a later one was due."""

    class State(models.TextChoices):
        SENT = "sent", _("Отправлено")
        SKIPPED = "skipped", _("Пропущено")

    task = models.ForeignKey(Task, models.PROTECT, related_name="reminders", db_index=False, verbose_name=_("пункт"))
    rule = models.CharField(_("правило"), max_length=20, choices=Rule.choices)
    due_on = models.DateField(_("срок"))
    step = models.PositiveIntegerField(_("шаг"))
    state = models.CharField(_("состояние"), max_length=10, choices=State.choices)
    day = models.DateField(_("день"))
    at = models.DateTimeField(_("когда"), default=clock.now)

    class Meta:
        verbose_name = _("напоминание")
        verbose_name_plural = _("напоминания")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "rule", "due_on", "step"], name="reminder_once"),
        ]
        indexes = [models.Index(fields=["day", "state"], name="reminder_day")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.rule} {self.step}, {self.due_on:%d.%m.%Y}"


class ReminderCopy(models.Model):
    """To whom a reminder went: a person, by the bell and (by their choice) a letter; or an organization's mailbox."""

    claim = models.ForeignKey(ReminderClaim, models.CASCADE, related_name="copies", verbose_name=_("напоминание"))
    recipient = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("кому")
    )
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("письмо")
    )

    class Meta:
        verbose_name = _("адресат напоминания")
        verbose_name_plural = _("адресаты напоминаний")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.claim}: {self.recipient or self.letter}"
