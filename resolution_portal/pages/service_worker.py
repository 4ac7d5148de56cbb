"""`/service-worker.js`: keeps in the browser the report pages that a person has seen, for want of a line."""

from __future__ import annotations

import json
from hashlib import sha256

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reports.views.fill import PERSON_HEADER

#: What «Отчёт за дату» is shown with; a test compares it with the page itself.
FILES = (
    "img/icon.svg",
    "bootstrap/css/bootstrap.min.css",
    *(f"css/{name}.css" for name in ("tokens", "frame", "components", "forms", "tables", "print", "fill")),
    *(f"js/{name}.js" for name in ("portal", "kept", "offline", "fill", "sending", "uploads")),
    *(f"js/uploads/{name}.js" for name in ("shelf", "photos", "sending", "rows")),
)


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script with the hashed names of this release, so that a release brings a new one."""
    files = [static(name) for name in FILES]
    final = bool(getattr(staticfiles_storage, "hashed_files", None))
    context = {"files": json.dumps(files), "final": final, "person_header": PERSON_HEADER}
    plain = render_to_string("pages/service_worker.js", {**context, "version": ""})
    version = sha256(plain.encode()).hexdigest()[:12]
    body = render_to_string("pages/service_worker.js", {**context, "version": version})
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")
