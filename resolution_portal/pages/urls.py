from collections.abc import Sequence

from django.urls import URLPattern, path

from organizations.views import account
from resolution_portal.pages import calendar, help, organizations, service_worker, start, styleguide, undelivered

urlpatterns: Sequence[URLPattern] = [
    path("", start.start, name="start"),
    path("service-worker.js", service_worker.service_worker, name="service_worker"),
    path("help/", help.help, name="help"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("account/", account.account, name="account"),
    path("account/mail/", account.mail, name="account_mail"),
    path("account/calendar/", account.calendar, name="account_calendar"),
    path("account/calendar/revoke/", account.revoke_calendar, name="account_calendar_revoke"),
    path("notices/undelivered/", undelivered.undelivered, name="undelivered"),
    path("notices/undelivered/<int:pk>/send/", undelivered.send_again, name="undelivered_send"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/<int:pk>/", organizations.organization, name="organization"),
]
