"""``seed_demo``: fill an empty database with the demo (docs/contracts.md)."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from resolution_portal import clock
from resolution_portal.demo.content.register import ALL_SCHOOLS, FEWEST_SCHOOLS
from resolution_portal.demo.seeding import seed_demo
from resolution_portal.preparing import DEMO_PASSWORD
from resolution_portal.terminal import PortalCommand


class Command(PortalCommand):
    help = "Заполняет пустую базу показательными данными"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--schools", type=_schools, default=ALL_SCHOOLS, help="сколько школ")
        parser.add_argument("--password", help="пароль всех учётных записей")
        parser.add_argument("--today", type=date.fromisoformat, help="день, на который показано исполнение")
        parser.add_argument("--seed", type=int, default=1, help="те же данные при том же числе")

    def perform(self, **options: Any) -> tuple[dict[str, Any], bool]:
        answer = seed_demo(
            schools=options["schools"],
            password=options["password"] or self._password(),
            today=options["today"] or clock.today(),
            seed=options["seed"],
        )
        return answer, True

    def words(self, answer: dict[str, Any]) -> None:
        for account in answer["accounts"]:
            self.say("{email}  {role}, {organization}".format(**account))
        self.say(_("Организаций: %(organizations)d, пунктов на исполнении: %(tasks)d.") % answer)

    def _password(self) -> str:
        """The published one is for a demonstration on one's own machine; elsewhere one is made up and told."""
        if settings.PORTAL_DEMO:
            return DEMO_PASSWORD
        password = secrets.token_urlsafe(12)
        self.stderr.write(_("Пароль всех учётных записей: %(password)s") % {"password": password})
        return password


def _schools(text: str) -> int:
    if not text.isdigit() or not FEWEST_SCHOOLS <= int(text) <= ALL_SCHOOLS:
        words = _("школ может быть от %(fewest)d до %(all)d") % {"fewest": FEWEST_SCHOOLS, "all": ALL_SCHOOLS}
        raise ArgumentTypeError(words)
    return int(text)
