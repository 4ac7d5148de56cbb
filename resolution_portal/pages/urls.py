from collections.abc import Sequence

from django.urls import URLPattern, path

from organizations.views.account import account
from resolution_portal.pages import calendar, help, organizations, start

urlpatterns: Sequence[URLPattern] = [
    path("", start.start, name="start"),
    path("help/", help.help, name="help"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("account/", account, name="account"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/<int:pk>/", organizations.organization, name="organization"),
]
