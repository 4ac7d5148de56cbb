"""The start page: what needs this person first, by the desk they sit at."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.models import Organization
from organizations.permissions import Place, Reach, reach_of
from organizations.requests import SignedInRequest
from resolution_portal import clock
from resolution_portal.pages import board
from resolution_portal.pages.desks import Desk, desk_of, executing_places
from resolution_portal.pages.work import work_of
from tasks.models import Task


@login_required
@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """One address, four pages; ``organization`` chooses among several that the person executes for."""
    reach = reach_of(request.user)
    desk = desk_of(reach)
    context = _CONTEXTS[desk](request, reach)
    return render(request, f"pages/{desk.value}.html", context)


def _executor(request: SignedInRequest, reach: Reach) -> dict[str, Any]:
    places = executing_places(reach)
    place = _chosen(request, places)
    if place is None:
        return {"work": None}
    alone = not reach.tops and len(places) == 1
    others = [other.organization_id for other in places if other != place]
    return {
        "work": work_of(request.user, place, alone=alone),
        "others": Organization.objects.filter(pk__in=others) if others else [],
    }


def _middle(request: SignedInRequest, reach: Reach) -> dict[str, Any]:
    tasks = Task.objects.visible_to(request.user)
    today = clock.today()
    counters = board.counters(tasks, reach, today)
    return _executor(request, reach) | {
        "counters": counters,
        "queue": next((answer.number for answer in counters if answer.key == "review"), 0),
        "debtors": board.lagging(tasks, reach, today),
        "dates": board.next_dates(tasks, today),
        "decides": any(place.decides for place in reach.places),
    }


def _control(request: SignedInRequest, reach: Reach) -> dict[str, Any]:
    tasks = Task.objects.visible_to(request.user)
    today = clock.today()
    return {
        "figures": board.figures(tasks, today),
        "lagging": board.lagging(tasks, reach, today),
        "dates": board.next_dates(tasks, today),
        "waiting": board.longest_waiting(reach, today),
        "documents": board.documents(request.user, tasks),
        "decides": any(place.decides for place in reach.places),
    }


def _nobody(request: SignedInRequest, reach: Reach) -> dict[str, Any]:
    return {}


_CONTEXTS = {Desk.EXECUTOR: _executor, Desk.MIDDLE: _middle, Desk.CONTROL: _control, Desk.NOBODY: _nobody}


def _chosen(request: SignedInRequest, places: list[Place]) -> Place | None:
    """The organization that the address names, else the first one; None for who executes for none."""
    asked = request.GET.get("organization", "")
    return next((place for place in places if str(place.organization_id) == asked), places[0] if places else None)
