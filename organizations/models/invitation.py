from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models.membership import Role
from organizations.models.organization import Organization
from organizations.querysets import InvitationQuerySet


class Invitation(models.Model):
    """One role offered to one person by e-mail; of its one-time link only the digest is kept."""

    email = models.EmailField(_("электронная почта"))
    name = models.CharField(_("фамилия, имя, отчество"), max_length=300, blank=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="invitations", verbose_name=_("организация")
    )
    role = models.CharField(_("роль"), max_length=20, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True, editable=False, verbose_name=_("отпечаток"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations_sent", verbose_name=_("кто пригласил")
    )
    created_at = models.DateTimeField(_("когда"))
    expires_at = models.DateTimeField(_("действует до"))
    revoked_at = models.DateTimeField(_("отозвано"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("принято"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations_accepted",
        verbose_name=_("кто принял"),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("приглашение")
        verbose_name_plural = _("приглашения")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "organization", "role"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_open_once",
                violation_error_message=_("Этого человека уже пригласили на эту роль."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at__isnull=True),
                name="invitation_accepted_by_somebody",
                violation_error_message=_("Принятое приглашение знает, кто его принял, и не бывает отозванным."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.organization}"

    def names(self) -> dict[str, str]:
        """The name as typed by the inviter, taken apart for the three fields of a person."""
        last, first, *rest = [*self.name.split(), "", ""]
        return {"last_name": last, "first_name": first, "patronymic": " ".join(rest).strip()}
