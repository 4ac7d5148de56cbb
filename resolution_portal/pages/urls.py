from collections.abc import Sequence

from django.urls import URLPattern, path

from organizations.views.account import account
from resolution_portal.pages import help, organizations, service_worker, start

urlpatterns: Sequence[URLPattern] = [
    path("", start.start, name="start"),
    path("service-worker.js", service_worker.service_worker, name="service_worker"),
    path("help/", help.help, name="help"),
    path("account/", account, name="account"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/<int:pk>/", organizations.organization, name="organization"),
]
