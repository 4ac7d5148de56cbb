from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OnceConfig(AppConfig):
    name = "resolution_portal.once"
    verbose_name = _("Ключи повтора")
    default_auto_field = "django.db.models.BigAutoField"
