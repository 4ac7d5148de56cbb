from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models.organization import Organization
from organizations.querysets import MembershipQuerySet
from resolution_portal import clock


class Role(models.TextChoices):
    """What a person is in an organization; all but the executor reach what is below it too."""

    EXECUTOR = "executor", _("Исполнитель")
    CONTROLLER = "controller", _("Контролёр")
    COORDINATOR = "coordinator", _("Региональный координатор")
    OBSERVER = "observer", _("Наблюдатель")


class Membership(models.Model):
    """One role of one person in one organization, for a span of days."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("сотрудник")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships", verbose_name=_("организация")
    )
    role = models.CharField(_("роль"), max_length=20, choices=Role.choices)
    since = models.DateField(_("с"), default=clock.today)
    until = models.DateField(_("по (не включая)"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("роль сотрудника")
        verbose_name_plural = _("роли сотрудников")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                condition=Q(until__isnull=True),
                name="membership_once",
                violation_error_message=_("У этого сотрудника уже есть такая роль в этой организации."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_span",
                violation_error_message=_("Роль не может закончиться раньше, чем началась."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organization}"
