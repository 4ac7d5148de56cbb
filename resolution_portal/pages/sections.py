"""The white row of the frame: the sections of each desk, which of them is current, and their counts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.permissions import Place, Reach
from resolution_portal.pages.desks import Desk, desk_of, main_place
from tasks.models import Status, Task
from tasks.permissions import to_review

_BY_DESK = {
    Desk.CONTROL: ("start", "own", "review", "resolutions", "organizations", "summary", "help"),
    Desk.MIDDLE: ("start", "review", "organizations", "summary", "resolutions", "help"),
    Desk.EXECUTOR: ("start", "home", "help"),
    Desk.NOBODY: ("help",),
}
# URL names of the pages that belong to a section.
_PAGES = {
    "start": (
        "start",
        "tasks",
        "task",
        "task_action",
        "task_bulk",
        "task_bulk_act",
        "report_form",
        "report",
        "compare",
        "receipt",
        "fill",
    ),
    "review": ("review", "missing"),
    "resolutions": (
        "resolutions",
        "resolution",
        "resolution_new",
        "resolution_plan",
        "resolution_publish",
        "resolution_reminders",
        "resolution_letters",
        "resolution_letters_hold",
        "reminder_rules",
        "quiet_ranges",
        "calendar",
    ),
    "organizations": ("organizations", "organization", "invite", "invitation_key"),
    "home": ("organization",),
    "summary": ("summary",),
    "help": ("help",),
}


@dataclass(frozen=True)
class Section:
    """One link of the row."""

    key: str
    title: str
    url: str
    current: bool
    count: int | None = None


def sections_of(request: HttpRequest, reach: Reach) -> list[Section]:
    """The sections that this person has, in the order of their desk."""
    place = main_place(reach)
    own = place if place and place.acts else None
    found = []
    for key in _BY_DESK[desk_of(reach)]:
        if (key == "own" and own is None) or (key == "review" and not any(p.decides for p in reach.places)):
            continue
        current = _is_current(key, request)
        found.append(Section(key, _title(key, reach), _url(key, place), current, _count(key, reach, own)))
    return _one_current(found, request)


def title_of(key: str) -> str:
    """The name of a section where the desk does not call it otherwise."""
    titles = {
        "start": _("Мои пункты"),
        "own": _("Исполнение"),
        "review": _("Проверка"),
        "resolutions": _("Документы"),
        "organizations": _("Организации"),
        "home": _("Моя организация"),
        "summary": _("Сводная таблица"),
        "help": _("Помощь"),
    }
    return titles[key]


def _url(key: str, place: Place | None) -> str:
    if key == "own" and place:
        return f"{reverse('tasks')}?{urlencode({'organization': place.organization_id})}"
    if key == "home" and place:
        return reverse("organization", args=[place.organization_id])
    return reverse(key)


def _title(key: str, reach: Reach) -> str:
    from_above = {"start": _("Контроль"), "resolutions": _("Документы на контроле")}
    return from_above[key] if desk_of(reach) is Desk.CONTROL and key in from_above else title_of(key)


def _is_current(key: str, request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name in _PAGES.get(key, ())


def _one_current(sections: list[Section], request: HttpRequest) -> list[Section]:
    """A list of one's own items is «Исполнение», not «Контроль»."""
    own = next((s for s in sections if s.key == "own" and request.get_full_path().startswith(s.url)), None)
    if own is None:
        return sections
    return [Section(s.key, s.title, s.url, s is own, s.count) for s in sections]


def _count(key: str, reach: Reach, own: Place | None) -> int | None:
    if key == "review":
        return Task.objects.filter(to_review(reach)).count()
    if key == "own" and own:
        owed = Task.objects.filter(**{f"level_{own.depth}": own.organization_id}, status__in=Status.owed())
        return owed.filter(organization=own.organization_id).count()
    return None
