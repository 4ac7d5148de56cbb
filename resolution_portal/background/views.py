from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_headers
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from resolution_portal.background.models import Job
from resolution_portal.background.registry import title_of
from resolution_portal.problems import wants_json


@never_cache
@vary_on_headers("Accept")
def job(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far the work is: a page for its owner, JSON for the owner's program; to others it does not exist."""
    return _as_json(request, pk=pk) if wants_json(request) else _as_page(request, pk)


@login_required
def _as_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Job, pk=pk, owner_id=request.user.pk)
    url = (found.result or {}).get("url", "")
    return render(request, "background/job.html", {"job": found, "title": title_of(found.kind), "url": url})


@extend_schema(exclude=True)
class _JobStatus(APIView):
    """Lets programs in by token as the API does, people by their session."""

    def get(self, request: Request, pk: int) -> Response:
        found = get_object_or_404(Job, pk=pk, owner_id=request.user.pk)
        return Response(
            {
                "state": found.state,
                "done": found.done,
                "total": found.total,
                "message": found.message,
                "result": found.result,
                "error": found.error,
                "file": found.result_file or None,
            }
        )


_as_json = _JobStatus.as_view()
