"""Files over a line that breaks: the tus protocol, for our own pages and for other programs (docs/api.md)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.views import APIView

from organizations.api.who import person_of
from reports import tus
from reports.models import Upload
from reports.services import files, uploading
from resolution_portal import clock
from resolution_portal.problems import Forbidden, Problem, json_answer


class Unread(BaseParser):
    """A body is bytes of a file: only ``append`` reads it."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        return {}


class TusView(APIView):
    """What all answers of the protocol have in common."""

    schema = None  # a protocol of its own, not the API's
    parser_classes = [Unread]
    scope = reading_scope = "report"

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        """Some proxies let only POST through: the method may then come in a header."""
        method = request.headers.get("X-HTTP-Method-Override", "").upper()
        if request.method == "POST" and method in ("PATCH", "DELETE"):
            request.method = method
        return super().initialize_request(request, *args, **kwargs)

    def get_permissions(self) -> Any:
        return [] if self.request.method == "OPTIONS" else super().get_permissions()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if request.method != "OPTIONS":
            tus.check_version(request)
        super().initial(request, *args, **kwargs)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        tus.mark(answer, {})
        return answer

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse(status=204, headers=tus.ABLE)


class Uploads(TusView):
    """Where an upload begins."""

    def post(self, request: Request) -> HttpResponse:
        by, told = person_of(request), tus.metadata(request)
        if told.get("person", str(by.pk)) != str(by.pk):
            raise Forbidden(_("В этом браузере вошёл другой сотрудник. Файл загрузит тот, кто его выбрал."))
        upload = uploading.create(
            by=by,
            organization=files.organization_for(by, named=told.get("organization", "")),
            name=told.get("filename") or told.get("name", ""),
            size=tus.number(request, "Upload-Length"),
            sha256=tus.sha256(told.get("sha256", "")),
        )
        headers = {"Location": reverse("upload_part", args=[upload.pk]), **tus.state_of(upload)}
        return HttpResponse(status=201, headers=headers)


class UploadPart(TusView):
    """One upload of one's own: where it stands, its next bytes, its end."""

    def upload(self, pk: UUID) -> Upload:
        live = Upload.objects.visible_to(person_of(self.request)).filter(expires_at__gt=clock.now())
        found = live.select_related("organization").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def head(self, request: Request, pk: UUID) -> HttpResponse:
        upload = self.upload(pk)
        try:
            uploading.settle(upload=upload, by=person_of(request))
        except Problem as refusal:
            answer = json_answer(refusal)
            tus.mark(answer, tus.refusal_of(refusal))
            return answer
        return HttpResponse(status=200, headers=tus.state_of(upload))

    def patch(self, request: Request, pk: UUID) -> HttpResponse:
        upload = self.upload(pk)
        if request.content_type != tus.BODY:
            raise tus.WrongType(_("Части файла присылают как %(type)s.") % {"type": tus.BODY})
        offset = tus.number(request, "Upload-Offset")
        uploading.append(upload=upload, offset=offset, content=tus.body(request._request), by=person_of(request))
        return HttpResponse(status=204, headers=tus.state_of(upload))

    def delete(self, request: Request, pk: UUID) -> HttpResponse:
        uploading.cancel(upload=self.upload(pk))
        return HttpResponse(status=204)
