"""Files: taken one at a time from a plain form, given out through what the person sees."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from organizations.requests import SignedInRequest
from reports.models import StoredFile
from reports.services import files
from resolution_portal.problems import FieldProblem, Invalid, Problem, json_answer


@login_required
@require_POST
def upload(request: SignedInRequest) -> HttpResponse:
    """Keep one file of the form field «file»: 201 with its number; a refusal as problem+json."""
    try:
        given = request.FILES.get("file")
        if not isinstance(given, UploadedFile):
            words = _("Приложите файл: он не получен.")
            raise Invalid(words, errors=[FieldProblem("/file", words)])
        organization = files.organization_for(request.user, named=request.POST.get("organization", ""))
        stored = files.store(upload=given, organization=organization, by=request.user)
    except Problem as refusal:
        return json_answer(refusal)
    return JsonResponse({"id": stored.pk, "state": stored.state}, status=201)


@login_required
@require_safe
@xframe_options_sameorigin
# Our own pages show it; a PDF is an object to the browser. (django-csp types only views without arguments.)
@csp_replace({"frame-ancestors": ["'self'"], "object-src": ["'self'"]})  # type: ignore[arg-type]
def file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A visible file under its own name; with `?inline=1` shown in the browser when it harms nobody."""
    found = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=pk)
    return files.download(file=found, by=request.user, inline=request.GET.get("inline") == "1")
