"""One digest of one recipient on one day: reminders by urgency and document, then the news that waited for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.models import User
from resolution_portal.components.dates import working_days_left
from resolution_portal.notices.letters import Draft
from resolution_portal.notices.models import Notice
from resolution_portal.notices.presets import Preset, preset_of
from tasks.models import Rule, Status, Task
from tasks.reminding import wording
from tasks.reminding.groups import Group, groups_of, tasks_of
from tasks.reminding.recipients import Line, Mailbox, Part, Recipient

_SHOWN = 50  # items of a group: a coordinator's region may have hundreds, and the list is one click away


@dataclass
class Digest:
    """What one person, or one organization's mailbox, is to be told on a day."""

    recipient: Recipient
    today: date
    lines: list[Line] = field(default_factory=list)
    news: list[Notice] = field(default_factory=list)
    contacts: list[User] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The letter's key: the person and the day."""
        return key_of(self.recipient, self.today)

    @property
    def user(self) -> User | None:
        return None if isinstance(self.recipient, Mailbox) else self.recipient

    @property
    def subject(self) -> str:
        """What the bell says: all of it, whatever of it the person wants by mail."""
        return _subject(groups_of(self.lines, self.today), self.news)

    @property
    def type(self) -> str:
        """«overdue» and «reminder» as the portal's messages call them; «digest» tells only news."""
        if any(line.due.task.due_on < self.today for line in self.lines):
            return "overdue"
        return "reminder" if self.lines else "digest"

    @property
    def url(self) -> str:
        """Where the bell leads: to the item, or to the list of the gravest kind."""
        tasks = tasks_of(self.lines)
        return reverse("task", args=[tasks[0].pk]) if len(tasks) == 1 else _list(late=self.type == "overdue")

    @property
    def is_mailed(self) -> bool:
        """Whether there is a letter, or the bell alone."""
        return bool(self.lines or self.news if self._wants_all else self._important())

    def draft(self) -> Draft | None:
        """The letter, or nothing when the person wants no mail about any of it."""
        if not self.is_mailed:
            return None
        lines, news = (self.lines, self.news) if self._wants_all else (self._important(), [])
        groups = groups_of(lines, self.today)
        tasks = sorted(task.pk for task in tasks_of(lines))
        return Draft(
            type=self.type,
            template="tasks/letters/digest",
            once_key=self.key,
            recipient=self.user,
            address=self.recipient.email,
            context={
                "subject": _subject(groups, news),
                "salutation": self.user.get_salutation() if self.user else _("Уважаемые коллеги!"),
                "groups": [_shown(group, self.today) for group in groups],
                "news": [{"title": notice.title, "url": _absolute(notice.url)} for notice in news],
                "contacts": self.contacts,
                "is_mailbox": self.user is None,
                "url": _absolute(self.url),
            },
            headers={"X-Portal-Tasks": ", ".join(map(str, tasks))} if tasks else {},
        )

    @property
    def _wants_all(self) -> bool:
        return self.user is None or preset_of(self.user) is not Preset.IMPORTANT

    def _important(self) -> list[Line]:
        """«Только важное»: what is late, and what was returned."""
        return [
            line for line in self.lines if line.due.task.due_on < self.today or line.due.task.status == Status.RETURNED
        ]


def key_of(recipient: Recipient, day: date) -> str:
    """The key of the one letter of a day: no second one can be put into the outbox."""
    if isinstance(recipient, Mailbox):
        return f"digest:mailbox:{recipient.organization.pk}:{day.isoformat()}"
    return f"digest:{recipient.pk}:{day.isoformat()}"


def _subject(groups: Sequence[Group], news: Sequence[Notice]) -> str:
    """The gravest first, and one more thing at most."""
    if not groups:
        return wording.news(len(news))
    first, second = groups[0].subject, groups[1].subject if len(groups) > 1 else ""
    return f"{first}; {second[0].lower()}{second[1:]}" if second else first


def _shown(group: Group, today: date) -> dict[str, Any]:
    tasks = sorted(tasks_of(group.lines), key=_order)
    asked = {line.due.task.pk for line in group.lines if line.due.step.rule == Rule.EXPLANATION}
    named = group.lines[0].part is not Part.OWN or len({task.organization_id for task in tasks}) > 1
    return {
        "title": group.title,
        "intro": group.intro,
        "asks": bool(asked),
        "documents": [
            {"document": document, "lines": [_line(task, today, named, task.pk in asked) for task in inside]}
            for document, inside in groupby(tasks[:_SHOWN], key=lambda task: task.resolution)
        ],
        "more": max(len(tasks) - _SHOWN, 0),
        "url": _absolute(_list(late=tasks[0].due_on < today)),
    }


def _line(task: Task, today: date, named: bool, asked: bool) -> dict[str, Any]:
    return {
        "number": task.directive.number,
        "title": task.directive.short,
        "due_on": task.due_on,
        "words": working_days_left(task.due_on, today),
        "organization": task.organization if named else None,
        "returned": task.status == Status.RETURNED,
        "asked": asked,
        "url": _absolute(reverse("task", args=[task.pk])),
    }


def _order(task: Task) -> tuple[Any, ...]:
    organization, directive = task.organization, task.directive
    place = (organization.sort_key, organization.pk, directive.section.position, directive.position)
    return task.resolution_id, *place, task.due_on


def _list(*, late: bool) -> str:
    return f"{reverse('tasks')}?overdue=1" if late else reverse("tasks")


def _absolute(url: str) -> str:
    return url if "://" in url or not url else f"{settings.SITE_URL}{url}"
