import pytest
from django.core.cache import cache
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


def test_healthz_needs_neither_sign_in_nor_data(client: Client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_healthz_is_looked_at_only(client: Client):
    assert client.post("/healthz").status_code == 405


def test_healthz_is_not_redirected_to_https(client: Client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/accounts/login/").status_code == 301


@pytest.mark.django_db
def test_readyz_when_all_is_there(client: Client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "cache": "ok", "migrations": "ok"}


@pytest.mark.django_db
def test_readyz_names_a_schema_that_is_behind(client: Client):
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": "ok", "cache": "ok", "migrations": "unavailable"}


def test_readyz_names_a_database_that_is_away(client: Client):
    # Outside a database test every query is refused, as by a server that is down.
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["status"], answer.json()["database"]) == ("unavailable", "unavailable")


@pytest.mark.django_db
def test_readyz_names_a_cache_that_is_away(client: Client, monkeypatch: pytest.MonkeyPatch):
    def refuse(*args: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "set", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["cache"] == "unavailable"
