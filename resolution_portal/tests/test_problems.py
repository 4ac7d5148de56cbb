import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from rest_framework import exceptions as drf

from resolution_portal import problems
from resolution_portal.problems import FieldProblem

PAGE = RequestFactory().get("/tasks/1/")
PROGRAM = RequestFactory().get("/tasks/1/", headers={"accept": "application/json"})
API = RequestFactory().get("/api/v1/tasks/1/")


def refusal(request, exception) -> HttpResponse:
    answer = problems.ProblemMiddleware(lambda request: HttpResponse()).process_exception(request, exception)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        (problems.Invalid, 422, "invalid"),
        (problems.Stale, 409, "stale"),
        (problems.Impossible, 409, "impossible"),
        (problems.Forbidden, 403, "forbidden"),
        (problems.TooLarge, 413, "too_large"),
        (problems.TooOften, 429, "too_often"),
        (problems.Absent, 404, "absent"),
        (problems.Unknown, 401, "not_signed_in"),
    ],
)
@pytest.mark.parametrize("request_", [PROGRAM, API], ids=["accept", "path"])
def test_a_program_gets_the_refusal_as_json(kind, status, code, request_):
    answer = refusal(request_, kind("Так нельзя.", errors=[FieldProblem("/text", "Напишите текст.")]))
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    said = json.loads(answer.content)
    assert (said["status"], said["code"], said["detail"]) == (status, code, "Так нельзя.")
    assert said["errors"] == [{"pointer": "#/text", "detail": "Напишите текст."}]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [problems.Stale, problems.Forbidden, problems.Absent, problems.Invalid])
def test_a_person_gets_the_refusal_as_a_page(client, kind):
    answer = refusal(client.get("/healthz").wsgi_request, kind("Отчёт уже принят."))
    assert answer.status_code == kind.status
    assert answer["Content-Type"].startswith("text/html")
    assert "Отчёт уже принят." in answer.content.decode().replace("\u00a0", " ")


def test_an_error_of_ours_is_not_taken_for_a_refusal():
    middleware = problems.ProblemMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(PAGE, ValueError("x")) is None
    assert problems.exception_handler(ValueError("x"), {}) is None


@pytest.mark.parametrize(
    ("exception", "status", "detail"),
    [
        (Http404(), 404, "Такой страницы нет или она вам не видна. Проверьте адрес или начните с главной страницы."),
        (PermissionDenied("Только координатору."), 403, "Только координатору."),
        (drf.NotAuthenticated("Войдите."), 401, "Войдите."),
        (drf.MethodNotAllowed("PUT", "Так нельзя."), 405, "Так нельзя."),
        (drf.ParseError("Это не JSON."), 400, "Это не JSON."),
    ],
)
def test_refusals_of_the_frameworks(exception, status, detail):
    answer = problems.exception_handler(exception, {})
    assert answer is not None
    said = json.loads(answer.content)
    assert (answer.status_code, said["status"], said["detail"]) == (status, status, detail)


def test_field_errors_of_the_api_get_pointers():
    nested: Any = {"text": ["Пусто."], "values": [{}, {"number": ["Не число."]}], "non_field_errors": ["Всё не так."]}
    answer = problems.exception_handler(drf.ValidationError(nested), {})
    assert answer is not None
    said = json.loads(answer.content)
    assert answer.status_code == 422
    assert said["detail"] == "Всё не так."
    assert said["errors"] == [
        {"pointer": "#/text", "detail": "Пусто."},
        {"pointer": "#/values/1/number", "detail": "Не число."},
        {"pointer": "#/", "detail": "Всё не так."},
    ]


def test_field_errors_of_a_model_get_pointers():
    problem = problems.problem_of(ValidationError({"text": ["Пусто."], "__all__": ["Уже есть."]}))
    assert problem is not None
    assert problem.detail == "Уже есть."
    assert [(error.field, error.detail) for error in problem.errors] == [("text", "Пусто."), ("", "Уже есть.")]


def test_who_is_throttled_learns_for_how_long():
    answer = problems.exception_handler(drf.Throttled(wait=7), {})
    assert answer is not None
    assert (answer.status_code, answer["Retry-After"]) == (429, "8")


def test_who_is_unknown_learns_how_to_sign_in():
    unknown: Any = drf.NotAuthenticated()
    unknown.auth_header = "Token"  # as REST framework sets it
    answer = problems.exception_handler(unknown, {})
    assert answer is not None
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Token")


@pytest.mark.parametrize("request_", [PROGRAM, API])
def test_an_error_of_ours_is_told_to_programs_in_json(request_):
    answer = problems.handler500(request_)
    assert answer.status_code == 500
    assert json.loads(answer.content)["code"] == "error"


def test_an_error_of_ours_is_told_to_people_in_words():
    answer = problems.handler500(PAGE)
    assert answer.status_code == 500
    assert "шибка" in answer.content.decode()
