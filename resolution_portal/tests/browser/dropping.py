"""A bad line: a proxy that carries so many bytes to the server and then breaks the connection."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_RESET = struct.pack("ii", 1, 0)


class BadLine:
    """Listens on ``url``; ``drops`` counts the connections that it broke."""

    def __init__(self, target: str, every: int) -> None:
        parts = urlsplit(target)
        self.target = (parts.hostname, parts.port)
        self.every = every
        self.drops = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://{parts.hostname}:{self.socket.getsockname()[1]}"

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self.socket.accept()
                threading.Thread(target=self._carry, args=[near], daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with near, socket.create_connection(self.target) as far, suppress(OSError):
            back = threading.Thread(target=_pour, args=[far, near], daemon=True)
            back.start()
            carried = 0
            while some := near.recv(64 * 1024):
                far.sendall(some[: self.every - carried])
                carried += len(some)
                if carried >= self.every:
                    self.drops += 1
                    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                    far.shutdown(socket.SHUT_WR)
                    return
            far.shutdown(socket.SHUT_WR)
            back.join()


def _pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while some := source.recv(64 * 1024):
            target.sendall(some)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def bad_line(target: str, *, every: int) -> Iterator[BadLine]:
    """A line to ``target`` that breaks after ``every`` bytes of each connection."""
    line = BadLine(target, every)
    thread = threading.Thread(target=line.serve, daemon=True)
    thread.start()
    yield line
    line.socket.shutdown(socket.SHUT_RDWR)
    line.socket.close()
    thread.join()
