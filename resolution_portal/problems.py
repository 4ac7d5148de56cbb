"""Refusals: what services raise, and how pages and the API answer it (RFC 9457 for programs)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions as drf

PROBLEM_JSON = "application/problem+json"


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field: `pointer` is its JSON pointer («/text», «/values/0/number»)."""

    pointer: str
    detail: str

    @property
    def field(self) -> str:
        """The name of the form field that the pointer begins with, empty for the whole."""
        return self.pointer.lstrip("#/").partition("/")[0]


class Problem(Exception):
    """A refusal in words for the person: what, where, what to do; nothing has been saved."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"
    title: ClassVar[str | Promise] = gettext_lazy("Запрос не принят")

    def __init__(self, detail: str, *, errors: Sequence[FieldProblem] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.headers: dict[str, str] = {}


class Invalid(Problem):
    status, code, title = 422, "invalid", gettext_lazy("Проверьте введённое")


class Stale(Problem):
    status, code, title = 409, "stale", gettext_lazy("Пока вы работали, здесь изменилось")


class Impossible(Problem):
    status, code, title = 409, "impossible", gettext_lazy("Сейчас это сделать нельзя")


class Forbidden(Problem):
    status, code, title = 403, "forbidden", gettext_lazy("Недостаточно прав")


class Absent(Problem):
    status, code, title = 404, "absent", gettext_lazy("Ничего не найдено")


class TooLarge(Problem):
    status, code, title = 413, "too_large", gettext_lazy("Слишком большой объём")


class TooOften(Problem):
    status, code, title = 429, "too_often", gettext_lazy("Слишком часто")


class Unknown(Problem):
    status, code, title = 401, "not_signed_in", gettext_lazy("Нужно войти")


class ProblemMiddleware:
    """Turns a refusal that a view let through into an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Problem) else None


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """REST framework's hook; what is no refusal stays an error of ours (500)."""
    problem = problem_of(exc)
    return None if problem is None else json_answer(problem)


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, Problem(_("Запрос составлен неправильно. Вернитесь назад и попробуйте ещё раз.")))


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, problem_of(exception) or Forbidden(_no_right()))


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, problem_of(exception) or Absent(_not_found()))


def handler500(request: HttpRequest) -> HttpResponse:
    detail = _(
        "Ошибка на нашей стороне, мы её записали. Повторите через несколько минут: введённое могло не сохраниться."
    )
    if wants_json(request):
        return _problem_json(500, _("Ошибка портала"), "error", detail)
    return render(None, "500.html", {"detail": detail}, status=500)  # no context processors: they may be what broke


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return answer(request, Forbidden(_("Страница устарела: обновите её и отправьте форму ещё раз.")))


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The refusal as a page, or as JSON for a program."""
    if wants_json(request):
        return json_answer(problem)
    templates = [f"{problem.status}.html", "problem.html"]
    return render(request, templates, {"problem": problem}, status=problem.status)


def json_answer(problem: Problem) -> HttpResponse:
    errors = [{"pointer": "#/" + error.pointer.lstrip("#/"), "detail": error.detail} for error in problem.errors]
    answered = _problem_json(problem.status, str(problem.title), problem.code, problem.detail, errors=errors)
    for name, value in problem.headers.items():
        answered[name] = value
    return answered


def _problem_json(status: int, title: str, code: str, detail: str, **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail, **more}
    russian = {"ensure_ascii": False}
    return JsonResponse(body, status=status, content_type=PROBLEM_JSON, json_dumps_params=russian)


def wants_json(request: HttpRequest) -> bool:
    """The API always answers programs; elsewhere the Accept header says who asks."""
    if request.path.startswith("/api/v"):
        return True
    return request.get_preferred_type(["text/html", "application/json", PROBLEM_JSON]) in (
        "application/json",
        PROBLEM_JSON,
    )


def problem_of(exc: Exception) -> Problem | None:
    """The refusal that an exception of ours, of Django or of REST framework stands for."""
    match exc:
        case Problem():
            return exc
        case Http404():
            return Absent(_not_found())
        case PermissionDenied():
            return Forbidden(str(exc) or _no_right())
        case ValidationError():
            return _of_fields(exc.message_dict if hasattr(exc, "error_dict") else {"": exc.messages})
        case drf.ValidationError():
            return _of_fields(exc.detail)
        case drf.APIException():
            return _of_framework(exc)
    return None


def _of_fields(detail: Any) -> Problem:
    errors = list(_flat(detail, ""))
    whole = [e.detail for e in errors if not e.field]
    return Invalid(" ".join(whole) or _("Проверьте поля: в них есть ошибки."), errors=errors)


def _flat(detail: Any, pointer: str) -> Iterator[FieldProblem]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            whole = name in ("", "__all__", "non_field_errors")
            yield from _flat(inner, pointer if whole else f"{pointer}/{name}")
    elif isinstance(detail, (list, tuple)):
        for index, inner in enumerate(detail):
            yield from _flat(inner, f"{pointer}/{index}" if isinstance(inner, dict) else pointer)
    else:
        yield FieldProblem(pointer, str(detail))


_BY_STATUS: dict[int, type[Problem]] = {kind.status: kind for kind in (Unknown, Forbidden, Absent, TooLarge, TooOften)}


def _of_framework(exc: drf.APIException) -> Problem:
    kind = _BY_STATUS.get(exc.status_code, Problem)
    problem = kind(str(exc.detail))
    if kind is Problem:
        problem.status = exc.status_code  # type: ignore[misc]  # the framework's own: 405, 406, 415
    if challenge := getattr(exc, "auth_header", None):
        problem.headers["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        problem.headers["Retry-After"] = str(int(wait) + 1)
    return problem


def _no_right() -> str:
    return _("У вас нет права на это действие. Если оно вам нужно, обратитесь к координатору.")


def _not_found() -> str:
    return _("Такой страницы нет или она вам не видна. Проверьте адрес или начните с главной страницы.")
