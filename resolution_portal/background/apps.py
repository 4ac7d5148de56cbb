from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackgroundConfig(AppConfig):
    name = "resolution_portal.background"
    verbose_name = _("Фоновые задания")
    default_auto_field = "django.db.models.BigAutoField"
