"""The map of the site; what several apps share stands here, the rest in each app's own `urls`."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from organizations.views.account import email

from . import problems
from .health import healthz, readyz

# One door: the admin has no sign-in of its own, so the lock-out holds there too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = _("Исполнение резолюций")
admin.site.index_title = _("Данные портала: только просмотр")

handler400 = problems.handler400
handler403 = problems.handler403
handler404 = problems.handler404
handler500 = problems.handler500

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("resolution_portal.pages.urls")),
    path("", include("organizations.urls")),
    path("", include("tasks.urls")),
    path("reports/", include("reports.urls")),
    path("api/", include("resolution_portal.api.urls")),
    path("jobs/", include("resolution_portal.background.urls")),
    path("", include("resolution_portal.notices.urls")),
    # Before the library's own page, by which anybody could put in another address unproved, and sign in by it.
    path("accounts/email/", email, name="account_email"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
