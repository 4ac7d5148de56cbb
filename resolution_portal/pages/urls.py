from collections.abc import Sequence

from django.urls import URLPattern, path

from organizations.views.account import account
from resolution_portal.pages import help, organizations, start, styleguide

urlpatterns: Sequence[URLPattern] = [
    path("", start.start, name="start"),
    path("help/", help.help, name="help"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("account/", account, name="account"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/<int:pk>/", organizations.organization, name="organization"),
]
