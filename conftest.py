"""What every test stands on: an environment of its own, and a word on what this machine cannot run."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

# The environment comes first: settings read it on import. Workers of pytest-xdist inherit it.
os.environ["PORTAL_DEMO"] = "0"
os.environ["INSECURE_HTTP"] = "1"
os.environ["DEBUG"] = "0"
os.environ.pop("PORTAL_TODAY", None)
os.environ.setdefault("SECRET_KEY", "tests-only-not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resolution_portal.settings")
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")
    Path(os.environ["VAR_DIR"], "static").mkdir()

# Debian's headless build comes first: without windows to draw, the same pages take a quarter less.
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), "")
MISSING = {
    "postgres": "" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "DATABASE_URL names no PostgreSQL",
    "redis": "" if os.environ.get("REDIS_URL") else "REDIS_URL is not set",
    "browser": "" if CHROMIUM else "Chromium is not installed",
}


def pytest_configure(config: pytest.Config) -> None:
    """Cheap password hashing, as tests sign in often and prove nothing about its cost; a cache for each worker."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    server, slash, number = settings.CACHES["default"].get("LOCATION", "").rpartition("/")
    if slash and number.isdecimal():
        # Who empties one database of Redis would empty it for the other workers too.
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        settings.CACHES["default"]["LOCATION"] = f"{server}/{int(number) + int(worker)}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what needs a server or a browser that is not there."""
    for item in items:
        for name, reason in MISSING.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"{name}: {reason}"))


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(Path(os.environ["VAR_DIR"]), ignore_errors=True)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser."""
    return CHROMIUM


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before the test database is dropped, end what still holds it: a request that a closed browser broke off."""
    from django.db import connection

    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


# Imported when used: a conftest is read before Django is set up.
@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """The named cast: two regions, their organizations and people."""
    from organizations.tests.cast import build_cast
    from resolution_portal import clock
    from resolution_portal.tests.snapshots import kept
    from resolution_portal.workdays import memory
    from resolution_portal.workdays.days import working_days_between

    made = kept("cast", build_cast)
    # A process remembers the calendar for half a minute: a test that counts queries begins with a fresh memory of it.
    memory.forget()
    year = timedelta(days=366)
    working_days_between(clock.today() - year, clock.today() + year)
    return made


@pytest.fixture
def draft(cast: SimpleNamespace) -> SimpleNamespace:
    """A document of the cast's region before it is published, every directive dated."""
    from resolution_portal.tests.snapshots import kept
    from tasks.tests.cast import build_draft

    return kept("draft", lambda: build_draft(cast.region), upon=cast.region.pk)


@pytest.fixture
def document(draft: SimpleNamespace) -> SimpleNamespace:
    """The same document, published."""
    from resolution_portal.tests.snapshots import kept
    from tasks.tests.cast import published

    return kept("document", lambda: published(draft), upon=draft.resolution.pk)
