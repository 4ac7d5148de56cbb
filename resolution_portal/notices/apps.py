from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "resolution_portal.notices"
    verbose_name = _("Уведомления и письма")
    default_auto_field = "django.db.models.BigAutoField"
