from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from resolution_portal.once import pages
from resolution_portal.once.models import OnceKey
from resolution_portal.problems import Impossible, Invalid

pytestmark = pytest.mark.django_db


def posted(user: Any, **fields: Any) -> Any:
    request: Any = RequestFactory().post("/tasks/1/actions/start/", fields)
    request.user = user
    request._messages = CookieStorage(request)
    return request


class Effect:
    """Counts how often it ran; answers as told."""

    def __init__(self, request: Any, response: HttpResponse | None = None) -> None:
        self.request, self.response, self.runs = request, response, 0

    def __call__(self) -> HttpResponse:
        self.runs += 1
        messages.success(self.request, "Взято в работу.")
        return self.response or HttpResponseRedirect("/tasks/1/")


def said(request: Any) -> list[str]:
    return [str(message) for message in messages.get_messages(request)]


def test_a_double_click_acts_once_and_both_get_the_page_and_its_message(alice):
    first, second = (posted(alice, once_key="k", version="3") for _number in range(2))
    effects = [Effect(first), Effect(second)]
    answers = [pages.page(request, effect) for request, effect in zip((first, second), effects, strict=True)]
    assert [effect.runs for effect in effects] == [1, 0]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/tasks/1/")] * 2
    assert [said(first), said(second)] == [["Взято в работу."], ["Взято в работу."]]


def test_a_form_with_errors_may_be_corrected_under_its_key(alice):
    wrong = posted(alice, once_key="k", comment="")
    answer = pages.page(wrong, Effect(wrong, HttpResponse("Напишите, что исправить", status=422)))
    assert answer.status_code == 422
    assert not OnceKey.objects.exists()
    right = posted(alice, once_key="k", comment="Приложите план")
    assert pages.page(right, Effect(right)).status_code == 302


def test_a_refusal_is_not_kept(alice):
    request = posted(alice, once_key="k")

    def refused() -> HttpResponse:
        raise Impossible("Уже принято.")

    with pytest.raises(Impossible):
        pages.page(request, refused)
    assert not OnceKey.objects.exists()


def test_other_content_under_a_used_key_is_refused(alice):
    first = posted(alice, once_key="k", comment="один")
    pages.page(first, Effect(first))
    second = posted(alice, once_key="k", comment="два")
    with pytest.raises(Invalid):
        pages.page(second, Effect(second))


def test_another_file_is_other_content(alice):
    first = posted(alice, once_key="k", file=SimpleUploadedFile("a.txt", b"one"))
    pages.page(first, Effect(first))
    again = posted(alice, once_key="k", file=SimpleUploadedFile("a.txt", b"one"))
    assert pages.page(again, Effect(again)).status_code == 302
    other = posted(alice, once_key="k", file=SimpleUploadedFile("a.txt", b"two"))
    with pytest.raises(Invalid):
        pages.page(other, Effect(other))


def test_the_file_can_still_be_read_after_its_fingerprint_was_taken(alice):
    request = posted(alice, once_key="k", file=SimpleUploadedFile("a.txt", b"one"))
    read = []

    def effect() -> HttpResponse:
        read.append(request.FILES["file"].read())
        return HttpResponseRedirect("/")

    pages.page(request, effect)
    assert read == [b"one"]


def test_the_token_of_the_page_is_not_content(alice):
    first = posted(alice, once_key="k", csrfmiddlewaretoken="a")
    pages.page(first, Effect(first))
    second = posted(alice, once_key="k", csrfmiddlewaretoken="b")
    assert pages.page(second, Effect(second)).status_code == 302


def test_a_form_without_a_key_runs_as_it_is(alice):
    request = posted(alice)
    effect = Effect(request)
    assert [pages.page(request, effect).status_code for _number in range(2)] == [302, 302]
    assert effect.runs == 2
    assert not OnceKey.objects.exists()
