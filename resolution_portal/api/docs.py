"""The description of the API for programs, and the same to browse, without a request to anywhere else."""

from __future__ import annotations

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class Schema(SpectacularAPIView):
    """OpenAPI 3.1: JSON or YAML by Accept."""


@method_decorator(never_cache, name="dispatch")  # the script carries the session's CSRF token
class Docs(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files; its script has an address of its own, as the CSP wants."""

    url_name = "api_schema"
    template_name = "api/docs.html"
