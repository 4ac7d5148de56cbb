from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A personal key of the API; only its digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens", verbose_name=_("сотрудник")
    )
    name = models.CharField(_("название"), max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False, verbose_name=_("отпечаток"))
    scopes = models.JSONField(_("области"), default=list)
    created_at = models.DateTimeField(verbose_name=_("создано"))
    last_used_at = models.DateTimeField(null=True, verbose_name=_("последнее обращение"))
    expires_at = models.DateTimeField(null=True, verbose_name=_("действует до"))
    revoked_at = models.DateTimeField(null=True, verbose_name=_("отозвано"))

    class Meta:
        verbose_name = _("ключ API")
        verbose_name_plural = _("ключи API")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user}: {self.name}"
