from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Who: people, kinds of addressee, the tree of organizations, memberships."""

    name = "organizations"
    verbose_name = _("Организации")
    default_auto_field = "django.db.models.BigAutoField"
