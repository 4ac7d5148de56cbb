from __future__ import annotations

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from organizations.models import ApiToken
from organizations.tests.api.calling import ok


def run(*arguments: str) -> tuple[str, str, int]:
    """What was printed, what was said, and the exit code."""
    out, err = StringIO(), StringIO()
    try:
        call_command("create_token", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return out.getvalue(), err.getvalue(), int(end.code or 0)
    return out.getvalue(), err.getvalue(), 0


def test_prints_the_key_alone_and_it_opens_the_api(cast: SimpleNamespace) -> None:
    out, err, code = run("Elena@portal.example", "--scope", "read,report")
    assert (err, code, len(out.split())) == ("", 0, 1)
    ok(APIClient().get("/api/v1/tasks/", HTTP_AUTHORIZATION=f"Token {out.strip()}"))
    token = ApiToken.objects.get()
    assert (token.user, token.scopes) == (cast.elena, ["read", "report"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody@portal.example"], "Нет сотрудника с адресом nobody@portal.example"),
        (["elena@portal.example", "--scope", "read,everything"], "Неизвестная область доступа: everything"),
        (["elena@portal.example", "--scope", ","], "Неизвестная область доступа"),
    ],
)
def test_a_refusal_makes_no_key(cast: SimpleNamespace, arguments: list[str], words: str) -> None:
    out, err, code = run(*arguments)
    assert (out, code) == ("", 1)
    assert words in err
    assert not ApiToken.objects.exists()
