"""«Кто не сдал»: the organizations that owe a report for a date, whom to call, and the words for their chat."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from reports import missing as absent
from resolution_portal import clock


@login_required
@require_safe
def missing(request: SignedInRequest) -> HttpResponse:
    """One date at a time: the one asked for, else the nearest ahead, else the last one gone by."""
    reach, below_too = reach_of(request.user), request.GET.get("below") == "1"
    dates = absent.dates(absent.owed(request.user, reach, below_too=below_too))
    day = _day(request.GET.get("date", ""), [each for each, _count in dates])
    found = absent.debtors(request.user, reach, due_on=day, below_too=below_too) if day else []
    context = {
        "dates": dates,
        "day": day,
        "debtors": found,
        "below_too": below_too,
        "has_below": any(place.decides and place.depth == 0 for place in reach.places),
        "chat": absent.chat_words(found, due_on=day, url=request.build_absolute_uri("/")) if day else "",
    }
    return render(request, "reports/missing.html", context)


def _day(asked: str, days: list[date]) -> date | None:
    """An unknown date is answered by the one that matters now."""
    by_name = {day.isoformat(): day for day in days}
    ahead = (day for day in days if day >= clock.today())
    return by_name.get(asked) or next(ahead, days[-1] if days else None)
