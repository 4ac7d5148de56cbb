from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkdaysConfig(AppConfig):
    name = "resolution_portal.workdays"
    verbose_name = _("Производственный календарь")
    default_auto_field = "django.db.models.BigAutoField"
