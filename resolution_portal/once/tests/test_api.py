from typing import Any

import pytest
from rest_framework import status
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from resolution_portal.once.api import IdempotentMixin
from resolution_portal.once.models import OnceKey
from resolution_portal.problems import Impossible

pytestmark = pytest.mark.django_db
runs: list[Any] = []


class Reports(IdempotentMixin, APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request: Any, **kwargs: Any) -> Response:
        runs.append(request.data)
        if request.data.get("refuse"):
            raise Impossible("Уже принято.")
        return Response({"id": len(runs), "text": "ё"}, status.HTTP_201_CREATED, headers={"Location": "/r/1/"})


class ReportSet(IdempotentMixin, ViewSet):
    permission_classes = [AllowAny]

    def create(self, request: Any) -> Response:
        runs.append(request.data)
        return Response({"id": len(runs)})


@pytest.fixture(autouse=True)
def _no_runs():
    runs.clear()


def post(user, data, view=None, key: str | None = "k", format="json"):
    headers = {"Idempotency-Key": key} if key is not None else {}
    request = APIRequestFactory().post("/api/v1/reports/", data, format=format, headers=headers)
    if user is not None:
        force_authenticate(request, user)
    response = (view or Reports.as_view())(request)
    return response.render() if hasattr(response, "render") else response


@pytest.mark.parametrize("format", ["json", "multipart"])
def test_a_repeat_gets_the_first_answer(alice, format):
    first, second = (post(alice, {"text": "а"}, format=format) for _number in range(2))
    assert len(runs) == 1
    assert [first.status_code, second.status_code] == [201, 201]
    assert first.content == second.content == '{"id":1,"text":"ё"}'.encode()
    assert [first["Location"], second["Location"]] == ["/r/1/", "/r/1/"]
    assert second["Content-Type"] == "application/json"
    assert second["Idempotent-Replayed"] == "true"


def test_view_sets_are_wrapped_as_well(alice):
    view = ReportSet.as_view({"post": "create"})
    answers = [post(alice, {}, view=view).content for _number in range(2)]
    assert answers == [b'{"id":1}', b'{"id":1}']


def test_other_content_under_a_used_key_is_refused(alice):
    post(alice, {"text": "а"})
    answer = post(alice, {"text": "б"})
    assert answer.status_code == 422
    assert "с другим содержанием" in answer.content.decode()
    assert len(runs) == 1


def test_a_refusal_is_told_and_not_kept(alice):
    answer = post(alice, {"refuse": True})
    assert (answer.status_code, OnceKey.objects.count()) == (409, 0)
    post(alice, {"refuse": True})
    assert len(runs) == 2


def test_without_the_header_each_request_acts(alice):
    assert [post(alice, {}, key=None).status_code for _number in range(2)] == [201, 201]
    assert len(runs) == 2


def test_rights_come_before_the_key(alice):
    post(alice, {})
    assert post(None, {}).status_code in (401, 403)
    assert len(runs) == 1


def test_an_empty_key_is_refused(alice):
    assert post(alice, {}, key="").status_code == 422
    assert not runs
