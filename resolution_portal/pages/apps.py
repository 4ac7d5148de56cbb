from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Pages over several apps: start, organizations, help; and the frame around all of them."""

    name = "resolution_portal.pages"
    label = "pages"
