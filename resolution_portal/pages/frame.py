"""What stands around every page: whose portal it is, who is signed in, the sections they have with their counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from organizations.models import Organization
from organizations.permissions import Place, reach_of
from organizations.services.tree import STEP
from resolution_portal import clock
from resolution_portal.notices import reading
from resolution_portal.pages.desks import main_place
from resolution_portal.pages.regions import region_of
from resolution_portal.pages.sections import Section, sections_of


@dataclass(frozen=True)
class Frame:
    """The frame of one page; ``notices``: how many are unread (None: nobody is signed in); ``decides``: a reviewer."""

    region: str = ""
    owner: str = ""
    organization: str = ""
    sections: list[Section] = field(default_factory=list)
    notices: int | None = None
    decides: bool = False
    as_of: datetime | None = None


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: made only when a template asks, in four queries at most."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Frame()
    reach = reach_of(user)
    owner, organization = _names(main_place(reach))
    return Frame(
        region=region_of(owner),
        owner=owner,
        organization=organization,
        sections=sections_of(request, reach),
        notices=reading.unread(user).count(),
        decides=any(place.decides for place in reach.places),
        as_of=clock.moscow(clock.now()),
    )


def _names(place: Place | None) -> tuple[str, str]:
    """The full name of the top of the person's tree, and the short one of their organization."""
    if place is None:
        return "", ""
    top = place.path[:STEP]
    rows = Organization.objects.filter(path__in={top, place.path}).values_list("path", "name", "short_name")
    names = {path: (name, short) for path, name, short in rows}
    return names.get(top, ("", ""))[0], names.get(place.path, ("", ""))[1]
