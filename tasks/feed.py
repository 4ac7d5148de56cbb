"""A person's due dates as a calendar (RFC 5545): an all-day event for each report that is still owed."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from organizations.models import User
from organizations.permissions import reach_of
from tasks.models import Status, Task
from tasks.permissions import RULES

_MOST = 2000
_AGAIN_AFTER = timedelta(hours=6)


def calendar_of(user: User) -> bytes:
    """The feed: what the person executes and has not sent yet. No alarms: reminders come by mail."""
    calendar = Calendar()
    calendar.add("prodid", "-//Resolution portal//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Исполнение резолюций"))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", _AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    owed = Task.objects.filter(RULES["executor"].rows(reach_of(user)), status__in=Status.owed())
    related = owed.select_related("directive", "resolution", "organization")
    for task in related.order_by("due_on", "directive__section__position", "directive__position", "pk")[:_MOST]:
        calendar.add_component(_event(task))
    return calendar.to_ical()


def _event(task: Task) -> Event:
    url = f"{settings.SITE_URL}{reverse('task', args=[task.pk])}"
    facts = [task.resolution.short, task.organization.short_name, f"{task.get_status_display()}", url]
    event = Event()
    event.add("uid", f"task-{task.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", task.version)
    event.add("dtstamp", task.changed_at)
    event.add("dtstart", task.due_on)
    event.add("dtend", task.due_on + timedelta(days=1))
    event.add("summary", _("Отчёт: пункт %(directive)s") % {"directive": task.directive})
    event.add("description", "\n".join(facts))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
