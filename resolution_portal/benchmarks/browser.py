"""A person at a browser, as far as measuring needs one: a connection kept open, cookies, forms."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

from resolution_portal.benchmarks.counting import HEADER
from resolution_portal.preparing import DEMO_DOMAIN, DEMO_PASSWORD

_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True)
class Page:
    """One answer, read to its end."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        """The words, unpacked where they came packed."""
        return (gzip.decompress(self.body) if self.header("Content-Encoding") == "gzip" else self.body).decode()

    @property
    def queries(self) -> int:
        """How many queries it took, when that was asked."""
        return int(self.header(HEADER))

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


class Browser:
    """Somebody signed in, or nobody when the name is empty."""

    def __init__(self, port: int, name: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._port = port
        if name:
            address = {"login": f"{name}{DEMO_DOMAIN}", "password": DEMO_PASSWORD}
            self.post("/accounts/login/", address, csrf=self.csrf("/accounts/login/"))

    def twin(self) -> Browser:
        """The same person over a connection of its own."""
        other = Browser(self._port)
        other._cookies = dict(self._cookies)
        return other

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    @property
    def cookies(self) -> str:
        """What is sent with each request."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def get(self, url: str, *, counting: bool = False, packed: bool = False) -> Page:
        """``packed``: as a real browser, which takes what is compressed."""
        headers = ({HEADER: "1"} if counting else {}) | ({"Accept-Encoding": "gzip, deflate, br"} if packed else {})
        return self._ask("GET", url, headers=headers)

    def post(self, url: str, fields: dict[str, str], *, csrf: str, counting: bool = False) -> Page:
        """Send a form; an answer that leads nowhere is an error of the measurement."""
        body = urlencode({"csrfmiddlewaretoken": csrf, "once_key": uuid4().hex, **fields})
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | ({HEADER: "1"} if counting else {})
        # A browser would have shown what was said after the last form.
        self._cookies.pop("messages", None)
        page = self._ask("POST", url, body.encode(), headers)
        if page.status not in (302, 303):
            raise RuntimeError(f"POST {url} answered {page.status}")
        return page

    def csrf(self, url: str) -> str:
        """The token of the first form on a page."""
        found = _CSRF.search(self.get(url).text)
        if found is None:
            raise RuntimeError(f"no form on {url}")
        return found.group(1)

    def _ask(self, method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Page:
        self._connection.request(method, url, body, {**(headers or {}), "Cookie": self.cookies})
        response = self._connection.getresponse()
        page = Page(response.status, response.read(), dict(response.getheaders()))
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return page
