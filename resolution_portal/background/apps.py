from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class BackgroundConfig(AppConfig):
    name = "resolution_portal.background"
    verbose_name = _("Фоновые задания")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load every app's `jobs`, so that pages and commands know the runners as workers do."""
        autodiscover_modules("jobs")
