from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    """What is to be done, by when, and in which state it is."""

    name = "tasks"
    verbose_name = _("Документы и пункты")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tasks follow a move of their organization, in its transaction."""
        from organizations.services import tree  # noqa: PLC0415
        from tasks.services import ancestry  # noqa: PLC0415

        if ancestry.follow_move not in tree.FOLLOWERS:
            tree.FOLLOWERS.append(ancestry.follow_move)
