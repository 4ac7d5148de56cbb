"""The processes that the launcher starts and ends, each with a log of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from .lifeline import die_with_parent

PATIENCE = 10.0


class ChildDied(Exception):
    """A process that should run on has ended; the text is the line to show."""


@dataclass
class Children:
    """Starts processes in groups of their own (Ctrl-C reaches the launcher alone) and ends them in order."""

    log_dir: Path
    environment: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(
        self, name: str, command: Sequence[str], *, cwd: Path | None = None, at_death: int = signal.SIGKILL
    ) -> None:
        """Start one; `at_death` is the signal it gets when the launcher is killed."""
        with self.log_path(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                cwd=cwd,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=partial(die_with_parent, at_death),
            )

    def output(self, name: str, module: str) -> str:
        """Run a module to its end and give what it printed; its words go to its log."""
        with self.log_path(name).open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", module],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                process_group=0,
                preexec_fn=die_with_parent,
            )
        self.running[name] = process
        printed, _ = process.communicate()
        del self.running[name]
        if process.returncode:
            raise ChildDied(self._last_words(name, process.returncode))
        return printed.decode()

    def check(self) -> None:
        """Raise when one of them has ended by itself."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise ChildDied(self._last_words(name, process.returncode))

    def stop(self) -> None:
        """End all, the earliest started (the message server) after the others: politely, then not."""
        names = list(self.running)
        for group in (names[1:], names[:1]):
            processes = [self.running.pop(name) for name in group]
            for process in processes:
                process.terminate()
            deadline = time.monotonic() + PATIENCE
            for process in processes:
                try:
                    process.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()

    def log_path(self, name: str) -> Path:
        return self.log_dir / f"{name}.log"

    def _last_words(self, name: str, code: int) -> str:
        log = self.log_path(name)
        lines = log.read_text(errors="replace").strip().splitlines()
        last = lines[-1] if lines else ""
        return f"{name} завершился с кодом {code}: {last} (журнал: {log})"
