"""What the description of the API (OpenAPI) says of every endpoint alike: keys, repeats, refusals."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from resolution_portal.once.api import HEADER, IdempotentMixin
from resolution_portal.problems import PROBLEM_JSON

_REFUSALS = {
    "400": "Запрос не разобрать",
    "401": "Нужно войти: ключа нет или он не подходит",
    "403": "Видно, но нельзя: не хватает права или области ключа",
    "404": "Такого нет или вам не видно",
    "405": "Так этот адрес не вызывают",
    "406": "В таком виде ответа нет",
    "409": "Изменилось, пока вы работали, или из этого статуса нельзя",
    "413": "Слишком большой файл",
    "415": "Такой вид содержимого не принимается",
    "422": "Проверьте введённое: в errors сказано, что и где",
}
_TAGS = {
    "tasks": "Пункты на исполнении",
    "reports": "Отчёты",
    "files": "Файлы",
    "summary": "Сводная таблица",
    "resolutions": "Документы",
    "organizations": "Организации",
}
_ANY = ("401", "403", "404", "405", "406", "422")
_POST = (*_ANY, "400", "409", "413", "415")


class FieldProblemSerializer(serializers.Serializer[None]):
    """Что не так с одним полем."""

    pointer = serializers.CharField(help_text="Где: указатель JSON, например «#/text»")
    detail = serializers.CharField(help_text="Что не так")


class ProblemSerializer(serializers.Serializer[None]):
    """Отказ (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Одно слово для программы: invalid, stale, impossible, forbidden, absent …")
    detail = serializers.CharField(help_text="Что случилось и что делать")
    errors = FieldProblemSerializer(many=True)  # type: ignore[assignment]  # RFC 9457's usual word for it


class PortalSchema(AutoSchema):
    """Adds to each operation its refusals, and to each POST the key that makes a repeat harmless."""

    def get_override_parameters(self) -> list[Any]:
        if self.method != "POST" or not isinstance(self.view, IdempotentMixin):
            return []
        words = "Любая строка до 200 знаков; повтор с ней ничего не меняет и получает первый ответ"
        return [OpenApiParameter(HEADER, str, OpenApiParameter.HEADER, description=words)]

    def get_tags(self) -> list[str]:
        return [_TAGS[name] for name in super().get_tags()]

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for code in sorted(_POST if self.method == "POST" else _ANY):
            refusal = self._get_response_for_code(ProblemSerializer, code, [PROBLEM_JSON], direction)
            bodies.setdefault(code, {**refusal, "description": _REFUSALS[code]})
        return bodies


class TokenScheme(OpenApiAuthenticationExtension):
    """How our key is put into a request."""

    target_class = "organizations.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Личный ключ: «Token …». Области: read, report (отчитываться), control (проверять).",
        }
