"""The map of the site; what several apps share stands here, the rest in each app's own `urls`."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from .health import healthz, readyz


def _present(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    """While the parts are being laid side by side: the map of this one, when it is there."""
    file = settings.BASE_DIR / (module.replace(".", "/") + ".py")
    return [path(prefix, include(module))] if file.exists() or file.with_suffix("").is_dir() else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    *_present("", "resolution_portal.pages.urls"),
    *_present("", "tasks.urls"),
    *_present("organizations/", "organizations.urls"),
    *_present("reports/", "reports.urls"),
    *_present("", "resolution_portal.notices.urls"),
    *_present("jobs/", "resolution_portal.background.urls"),
    *_present("api/", "resolution_portal.api.urls"),
]
