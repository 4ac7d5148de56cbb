from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """What several apps show: words and parts of pages."""

    name = "resolution_portal.components"
    label = "components"
