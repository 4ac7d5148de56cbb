"""Starting the real launcher from a test, and looking for what it may have left behind."""

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
SET_HERE = ("DATABASE_URL", "REDIS_URL", "SITE_URL", "SECRET_KEY", "HOST")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Launched:
    """The launcher as a process group of its own."""

    def __init__(self, var_dir: Path, port: int, **environment: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in SET_HERE}
        self.var_dir = var_dir
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "resolution_portal.launcher"],
            cwd=ROOT,
            env={**kept, "PORTAL_DEMO": "0", "VAR_DIR": str(var_dir), "PORT": str(port), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def ready(self) -> list[str]:
        """The lines up to READY."""
        lines: list[str] = []
        while not lines or not lines[-1].startswith("READY"):
            line = self.lines.get(timeout=PATIENCE)
            assert line, f"it ended before it was ready: {self.process.communicate()[1]}"
            lines.append(line)
        return lines

    def ended(self) -> tuple[int, str]:
        """Its exit code and what it said on stderr."""
        code = self.process.wait(PATIENCE)
        assert self.process.stderr
        return code, self.process.stderr.read()

    def left_behind(self) -> list[int]:
        """The processes of this portal that live on; they get a moment to go."""
        deadline = time.monotonic() + 10
        while (left := self.processes()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return left

    def processes(self, command: str = "") -> list[int]:
        """Everything alive that was started for this VAR_DIR (and whose command line has this in it)."""
        mark = f"VAR_DIR={self.var_dir}".encode()
        return [
            int(folder.name)
            for folder in Path("/proc").glob("[0-9]*")
            if mark in _read(folder / "environ").split(b"\0") and command.encode() in _read(folder / "cmdline")
        ]

    def close(self) -> None:
        for pid in [*self.processes(), self.process.pid]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        assert self.process.stderr and self.process.stdout
        self.process.stderr.close()
        self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put("")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
