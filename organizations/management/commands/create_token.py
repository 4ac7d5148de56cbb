"""``create_token EMAIL``: a personal key of the API, printed alone (docs/contracts.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from organizations.services.tokens import create_token
from resolution_portal.terminal import PortalCommand


class Command(PortalCommand):
    help = "Создаёт личный ключ API и печатает его: другого случая прочитать ключ не будет"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email", help="чей ключ (e-mail)")
        parser.add_argument("--scope", default="read", help="области через запятую: read, report, control")

    def perform(self, **options: Any) -> tuple[dict[str, Any], bool]:
        scopes = [scope.strip() for scope in options["scope"].split(",") if scope.strip()]
        return {"token": create_token(user=self.person(options["email"]), scopes=scopes)}, True

    def words(self, answer: dict[str, Any]) -> None:
        self.say(answer["token"])
