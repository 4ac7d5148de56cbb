from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "resolution_portal.audit"
    verbose_name = _("Журнал безопасности")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from resolution_portal.audit import sign_ins  # noqa: PLC0415 - it needs the models, which are not there earlier

        sign_ins.connect()
