"""`make run`'s launcher: it opens, it says so, and however it ends nothing stays behind."""

import json
import os
import re
import signal
import socket
import sqlite3
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from psycopg2 import sql

from resolution_portal.tests.launching import Launched, free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc"),
    pytest.mark.xdist_group("launcher"),
]
Launch = Callable[..., Launched]


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose name has all that breaks sockets' addresses: a space, Cyrillic letters, length."""
    return tmp_path_factory.mktemp("данные") / ("портал с очень длинным именем папки " * 3).strip()


@pytest.fixture
def launch(var_dir: Path) -> Iterator[Launch]:
    started: list[Launched] = []

    def start(folder: Path = var_dir, port: int = 0, **environment: str) -> Launched:
        started.append(Launched(folder, port or free_port(), **environment))
        return started[-1]

    yield start
    for portal in started:
        portal.close()


def get(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.status, answer.read().decode()


def test_opens_the_portal_and_ends_all_of_it_on_sigterm(launch: Launch, var_dir: Path):
    portal = launch()
    lines = portal.ready()

    assert lines[-1] == f"READY {portal.url}"
    assert get(f"{portal.url}/healthz") == (200, '{"status": "ok"}')
    status, body = get(f"{portal.url}/readyz")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    status, page = get(f"{portal.url}/accounts/login/")
    styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
    assert styles and all(re.search(r"\.[0-9a-f]{12}\.css$", each) for each in styles)
    assert [get(portal.url + each)[0] for each in styles] == [200] * len(styles)
    assert len(portal.processes()) >= 6  # launcher, valkey, web and its workers, worker, beat

    second = launch()
    code, words = second.ended()
    assert code == 1
    assert words.count("\n") == 1 and "уже запущен" in words

    portal.process.send_signal(signal.SIGTERM)
    assert portal.ended()[0] == 0
    assert portal.left_behind() == []


def test_second_run_keeps_the_data_and_ends_on_ctrl_c(launch: Launch, var_dir: Path):
    with sqlite3.connect(var_dir / "portal.sqlite3") as database:
        database.execute("INSERT INTO django_session VALUES ('kept', 'data', '2030-01-01')")
    key = (var_dir / "secret_key").read_text()

    portal = launch()
    portal.ready()
    os.killpg(portal.process.pid, signal.SIGINT)

    assert portal.ended()[0] == 0
    assert portal.left_behind() == []
    with sqlite3.connect(var_dir / "portal.sqlite3") as database:
        assert database.execute("SELECT session_data FROM django_session").fetchall() == [("data",)]
    assert (var_dir / "secret_key").read_text() == key


def test_a_killed_launcher_takes_its_children_along(launch: Launch):
    portal = launch()
    portal.ready()
    portal.process.kill()
    portal.ended()
    assert portal.left_behind() == []


def test_a_dead_worker_ends_the_portal_and_is_named(launch: Launch):
    portal = launch()
    portal.ready()
    (worker,) = portal.processes("worker\0--pool")
    os.kill(worker, signal.SIGKILL)

    code, words = portal.ended()
    assert code == 1
    assert words.count("\n") == 1 and words.startswith("portal: worker завершился с кодом -9")
    assert portal.left_behind() == []


def test_a_busy_port_gets_one_clear_line(launch: Launch, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, words = launch(tmp_path / "var", port).ended()
    assert code == 1
    assert words == f"portal: порт {port} на 127.0.0.1 занять нельзя (Address already in use): задайте другой, PORT=…\n"


def test_a_demo_is_not_shown_to_the_world(launch: Launch, tmp_path: Path):
    code, words = launch(tmp_path / "var", PORTAL_DEMO="1", HOST="0.0.0.0").ended()
    assert code == 1
    assert words == "portal: PORTAL_DEMO=1 runs on a loopback address only, but HOST is 0.0.0.0.\n"


@pytest.mark.postgres
@pytest.mark.django_db
def test_runs_on_a_given_postgresql(launch: Launch, tmp_path: Path):
    address = connection.settings_dict
    server = {
        "host": address["HOST"],
        "port": address["PORT"],
        "user": address["USER"],
        "password": address["PASSWORD"],
    }
    name = f"launcher_{os.getpid()}"
    with closing(psycopg2.connect(dbname="postgres", **server)) as link, closing(link.cursor()) as admin:
        link.autocommit = True  # a database is made outside any transaction
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            given = {name: os.environ[name] for name in ("REDIS_URL",) if name in os.environ}
            base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
            portal = launch(tmp_path / "var", DATABASE_URL=f"{base}/{name}", SECRET_KEY="s" * 60, **given)
            portal.ready()
            body = json.loads(get(f"{portal.url}/readyz")[1])
            assert body == {"status": "ok", "database": "ok", "cache": "ok", "migrations": "ok"}
            assert not (tmp_path / "var" / "portal.sqlite3").exists()
            portal.process.send_signal(signal.SIGTERM)
            assert portal.ended()[0] == 0
            assert portal.left_behind() == []
        finally:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
