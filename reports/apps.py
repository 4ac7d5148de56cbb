from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """What was done and what it adds up to."""

    name = "reports"
    verbose_name = _("Отчёты")
    default_auto_field = "django.db.models.BigAutoField"
