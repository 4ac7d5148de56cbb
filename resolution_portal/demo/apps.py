from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo's content and the command that writes it."""

    name = "resolution_portal.demo"
    label = "demo"
