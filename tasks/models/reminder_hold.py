from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from resolution_portal import clock
from tasks.models.resolution import Resolution


class ReminderHold(models.Model):
    """A day on which a document's reminders wait: all of them, those about one organization, or those to one person.

    A step is one for all whom it goes to, so it waits as a whole: with one person's letter the same step to colleagues.
    """

    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="reminder_holds", db_index=False, verbose_name=_("документ")
    )
    day = models.DateField(_("день"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("организация")
    )
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("сотрудник")
    )
    words = models.CharField(_("почему"), max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("кто придержал"))
    at = models.DateTimeField(_("когда"), default=clock.now)

    class Meta:
        verbose_name = _("придержанные напоминания")
        verbose_name_plural = _("придержанные напоминания")
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=True) | Q(person__isnull=True), name="reminder_hold_of_one"
            ),
            models.UniqueConstraint(
                fields=["resolution", "day"],
                condition=Q(organization__isnull=True, person__isnull=True),
                name="reminder_hold_of_document",
            ),
            models.UniqueConstraint(
                fields=["resolution", "day", "organization"],
                condition=Q(organization__isnull=False),
                name="reminder_hold_of_organization",
            ),
            models.UniqueConstraint(
                fields=["resolution", "day", "person"],
                condition=Q(person__isnull=False),
                name="reminder_hold_of_person",
            ),
        ]
        indexes = [models.Index(fields=["day", "resolution"], name="reminder_hold_day")]

    def __str__(self) -> str:
        return f"{self.resolution.short}: {self.day:%d.%m.%Y}"
