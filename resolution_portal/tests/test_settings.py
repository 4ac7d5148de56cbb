"""The settings of a portal on the open network, and the rules that all pages share."""

import os
import subprocess
import sys

import pytest
from django.test import Client
from django.utils.translation import ngettext

from resolution_portal.tests.launching import ROOT

PRODUCTION = {
    "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
    "REDIS_URL": "redis://127.0.0.1/0",
    "SITE_URL": "https://portal.example",
    "SECRET_KEY": "production-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "INSECURE_HTTP": "0",
}
SHOW = """
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_AGE)
print(s.ALLOWED_HOSTS[-1], s.CSRF_TRUSTED_ORIGINS, s.DATABASES["default"]["ENGINE"], s.CACHES["default"]["LOCATION"])
"""


def test_production_is_https_only_with_its_servers():
    command = [sys.executable, "-c", SHOW]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **PRODUCTION}, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "True True True 31536000 2592000",
        "portal.example ['https://portal.example'] django.db.backends.postgresql redis://127.0.0.1/1",
    ]


def test_every_answer_forbids_foreign_and_inline_code(client: Client):
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "img-src 'self' data:" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "остался 1 рабочий день"),
        (2, "осталось 2 рабочих дня"),
        (5, "осталось 5 рабочих дней"),
        (11, "осталось 11 рабочих дней"),
        (21, "остался 21 рабочий день"),
        (112, "осталось 112 рабочих дней"),
    ],
)
def test_russian_has_three_forms(count: int, words: str):
    text = ngettext("остался %(number)d рабочий день", "осталось %(number)d рабочих дней", count)
    assert text % {"number": count} == words
