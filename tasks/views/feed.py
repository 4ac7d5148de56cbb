"""The private calendar: whoever has its address reads it, without signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.services.feeds import find_link
from tasks.feed import calendar_of


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The due dates of the link's person; 404 for a link that does not work, whatever the reason."""
    link = find_link(token)
    if link is None:
        raise Http404
    headers = {"Content-Disposition": 'inline; filename="resolutions.ics"', "Referrer-Policy": "no-referrer"}
    return HttpResponse(calendar_of(link.user), content_type="text/calendar; charset=utf-8", headers=headers)
