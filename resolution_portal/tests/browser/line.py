"""A line between a browser and the portal that a test can cut, restore, and make lose the next answer to a post."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class Line:
    """A plain TCP relay on a port of its own; a connection carries one request, so that a loss hits just that one."""

    def __init__(self, target: str) -> None:
        self.target = (urlsplit(target).hostname or "localhost", urlsplit(target).port or 80)
        self.is_cut = False
        self.loses_next_post = False
        self.lost = 0
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("localhost", 0))
        self.url = f"http://localhost:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """No connection any more, nor those that are open."""
        self.is_cut = True
        for each in list(self._open):
            _close(each)

    def restore(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        _close(self._listener)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                if self.is_cut:
                    _close(near)
                else:
                    threading.Thread(target=self._relay, args=(near,), daemon=True).start()

    def _relay(self, near: socket.socket) -> None:
        try:
            with near, socket.create_connection(self.target) as far:
                self._open |= {near, far}
                request = _whole(near)
                if not request:
                    return
                loses = self.loses_next_post and request.startswith(b"POST")
                if loses:
                    self.loses_next_post = False
                far.sendall(request)
                while part := far.recv(65536):
                    if not loses:
                        near.sendall(part)
                self.lost += loses
        except OSError:
            pass
        finally:
            self._open = {each for each in self._open if each.fileno() >= 0}


def _whole(near: socket.socket) -> bytes:
    """One request with its body, told to close the connection after the answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = near.recv(65536)
        if not part:
            return b""
        data += part
    head, _gap, body = data.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"connection:", b"keep-alive:"))]
    length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        part = near.recv(65536)
        if not part:
            return b""
        body += part
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body


def _close(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
