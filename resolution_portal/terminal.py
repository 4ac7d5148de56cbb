"""The manners of our commands: one JSON object on stdout, words on stderr, exit codes 0, 1, 2 (docs/contracts.md)."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from resolution_portal.problems import Invalid, Problem


class PortalCommand(BaseCommand):
    """Exit 0: done; 1: refused, or a finding; 2: wrong usage. A subclass gives ``perform`` and ``words``."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="ответить одним объектом JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer, good = self.perform(**options)
        except Problem as refusal:
            self._refuse(refusal, as_json=options["json"])
        if options["json"]:
            self._print(answer)
        else:
            self.words(answer)
        if not good:
            sys.exit(1)

    def perform(self, **options: Any) -> tuple[dict[str, Any], bool]:
        """Do the work: the object to print, and whether it is good (exit 0). Raises Problem to refuse."""
        raise NotImplementedError

    def words(self, answer: dict[str, Any]) -> None:
        """Say the answer to a person."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        self.stdout.write(text)

    def complain(self, text: str) -> None:
        self.stderr.write(self.style.ERROR(text))

    def person(self, email: str | None) -> Any:
        """The person of this e-mail, None (the system) without one. Raises Invalid for an unknown one."""
        if email is None:
            return None
        found = get_user_model()._default_manager.filter(email=email.strip().lower(), is_active=True).first()
        if found is None:
            raise Invalid(_("Нет сотрудника с адресом %(email)s.") % {"email": email})
        return found

    def _refuse(self, refusal: Problem, *, as_json: bool) -> None:
        problems = [{"line": None, "code": refusal.code, "message": refusal.detail}]
        problems += [{"line": None, "code": refusal.code, "message": error.detail} for error in refusal.errors]
        if as_json:
            self._print({"problems": problems})
        for problem in problems:
            self.complain(str(problem["message"]))
        sys.exit(1)

    def _print(self, answer: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, cls=DjangoJSONEncoder))
