import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from resolution_portal.audit import request_id
from resolution_portal.audit.request_id import RequestIdMiddleware


def served(**headers: str) -> tuple[str, str]:
    """The number that the view saw and the number that the answer carries."""
    seen = []

    def view(request) -> HttpResponse:
        seen.append(request_id.current())
        return HttpResponse()

    answer = RequestIdMiddleware(view)(RequestFactory().get("/", headers=headers))
    return seen[0], answer["X-Request-ID"]


def test_each_request_has_a_number_of_its_own():
    (first, told), (second, _told) = served(), served()
    assert first == told
    assert len(first) == 32
    assert first != second


def test_the_number_of_the_server_in_front_is_kept():
    assert served(**{"x-request-id": "a1b2c3d4-e5f6"}) == ("a1b2c3d4-e5f6",) * 2


@pytest.mark.parametrize("given", ["short", "x" * 65, "a b c d e f g h", "<script>alert(1)</script>"])
def test_a_number_that_is_none_is_replaced(given):
    seen, _told = served(**{"x-request-id": given})
    assert len(seen) == 32
    assert seen != given


def test_outside_a_request_there_is_none():
    served()
    assert request_id.current() == ""
