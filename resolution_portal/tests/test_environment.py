"""The environment: defaults, and one clear line on whatever the portal cannot run with."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from resolution_portal import environment
from resolution_portal.tests.launching import ROOT

NAMES = ("DEBUG", "HOST", "PORT", "DATABASE_URL", "REDIS_URL", "STORAGE_URL", "EMAIL_URL", "SITE_URL", "SECRET_KEY")
PORTAL = ("INSECURE_HTTP", "PORTAL_DEMO", "PORTAL_TODAY", "SWEEP_SECONDS", "LEASE_SECONDS", "RETRY_SECONDS")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in NAMES + PORTAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_defaults_are_the_embedded_portal(bare: Path):
    found = environment.read()
    assert (found.host, found.port, found.site_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert (found.debug, found.demo, found.insecure_http, found.today) == (False, False, False, None)
    assert (found.database, found.redis_url, found.email) == (None, "", None)
    assert (found.var_dir, found.files_dir) == (bare, bare / "files")
    assert (found.sweep_seconds, found.lease_seconds, found.retry_seconds) == (60, 300, 60)


def test_the_embedded_key_is_made_once_and_is_nobody_elses(bare: Path):
    key = environment.read().secret_key
    assert len(key) >= 50
    assert environment.read().secret_key == key
    assert (bare / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in bare.iterdir()] == ["secret_key"]


def test_a_given_key_is_used_and_none_is_made(bare: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    assert environment.read().secret_key == "given"
    assert not bare.exists()


def test_today_is_moved_in_a_demo_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORTAL_TODAY", "2022-12-15")
    assert environment.read().today is None
    monkeypatch.setenv("PORTAL_DEMO", "1")
    assert environment.read().today == date(2022, 12, 15)


def test_a_site_of_ones_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SITE_URL", "https://portal.example/")
    monkeypatch.setenv("STORAGE_URL", "file:///srv/files")
    monkeypatch.setenv("EMAIL_URL", "submission://user:secret@mail.example:587")
    found = environment.read()
    assert found.site_url == "https://portal.example"
    assert found.files_dir == Path("/srv/files")
    assert found.email is not None
    assert (found.email["EMAIL_HOST"], found.email["EMAIL_PORT"], found.email["EMAIL_USE_TLS"]) == (
        "mail.example",
        587,
        True,
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORTAL_DEMO", "perhaps", '"PORTAL_DEMO" invalid: Not a valid boolean'),
        ("DEBUG", "", '"DEBUG" invalid'),
        ("PORT", "http", '"PORT" invalid: Not a valid integer'),
        ("PORT", "70000", '"PORT" invalid: 70000 is not a port'),
        ("PORTAL_TODAY", "23.12.2022", '"PORTAL_TODAY" invalid: Not a valid date'),
        ("DATABASE_URL", "nonsense", '"DATABASE_URL" invalid'),
        ("DATABASE_URL", "postgres://portal@127.0.0.1/portal", '"SECRET_KEY" not set'),
        ("REDIS_URL", "127.0.0.1:6379", '"REDIS_URL" invalid: 127.0.0.1:6379 (wanted: redis://host:6379/0)'),
        ("REDIS_URL", "redis://127.0.0.1/cache", '"REDIS_URL" invalid'),
        ("SITE_URL", "portal.example", '"SITE_URL" invalid: portal.example (wanted: https://portal.example)'),
        ("SITE_URL", "https://portal.example/below", '"SITE_URL" invalid'),
        ("STORAGE_URL", "s3://bucket", '"STORAGE_URL" invalid: s3://bucket (wanted: file:///folder)'),
        ("EMAIL_URL", "pigeon://coop", '"EMAIL_URL" invalid'),
        ("LEASE_SECONDS", "0", '"LEASE_SECONDS" invalid: 0 is not a number of seconds (1 or more).'),
        ("SWEEP_SECONDS", "minute", '"SWEEP_SECONDS" invalid: Not a valid integer'),
    ],
)
def test_a_bad_value_is_named(name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(environment.BadEnvironment) as refusal:
        environment.read()
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(("name", "value"), [("HOST", "0.0.0.0"), ("SITE_URL", "https://portal.example")])
def test_a_demo_stays_on_this_machine(name: str, value: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORTAL_DEMO", "1")
    monkeypatch.setenv(name, value)
    with pytest.raises(environment.BadEnvironment, match=f"loopback address only, but {name} is"):
        environment.read()


def test_commands_answer_with_that_line_alone(bare: Path):
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PORT": "http"}, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == 'resolution_portal: Environment variable "PORT" invalid: Not a valid integer.\n'
