"""A real Chromium against a real server of this process, and a worker that does its jobs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One for a module, as starting it takes longer than many a test; what it keeps, each context has of its own."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's own loop runs in this thread; the tests' queries beside it are meant.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def sign_in(browser: Browser, live_server: Any, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a fresh context as this person: ``sign_in(email, password)``; options go to the context."""
    opened: list[BrowserContext] = []

    def enter(email: str, password: str, **options: Any) -> Page:
        # Pages of a service worker hide requests from the tests that look at them; those about it allow it.
        options = {"base_url": live_server.url, "service_workers": "block", **options}
        context: BrowserContext = browser.new_context(locale="ru-RU", timezone_id="Europe/Moscow", **options)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        listen(page, options["base_url"], faults)
        page.goto("/accounts/login/")
        page.get_by_label("Электронная почта").fill(email)
        page.get_by_label("Пароль", exact=True).fill(password)
        page.get_by_role("button", name="Войти").click()
        page.wait_for_url(lambda url: "/accounts/login/" not in url)
        return page

    yield enter
    for context in opened:
        context.close()


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """Errors of the console (CSP's too) and requests to anywhere else: a test that ends with one has failed."""
    found: list[str] = []
    yield found
    assert found == []


def listen(page: Page, url: str, faults: list[str]) -> None:
    """Note the console's errors and every request that leaves the portal."""

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    def request(asked: Request) -> None:
        # What is not HTTP stays in the browser: data, and the parts of its own PDF viewer.
        if asked.url.startswith("http") and not asked.url.startswith(url):
            faults.append(asked.url)

    page.on("console", console)
    page.on("request", request)


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """Does the jobs that pages put down, as Celery's worker would."""
    from resolution_portal import clock
    from resolution_portal.background import claims, running

    stop = threading.Event()

    def work() -> None:
        while not stop.wait(0.2):
            for job_id in claims.due(clock.now()).values_list("pk", flat=True):
                running.run(job_id, now=clock.now())
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files that a school would attach."""
    order, photo = tmp_path / "Приказ № 112-од.pdf", tmp_path / "Фото.jpg"
    order.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    photo.write_bytes(bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\0" * 64 + bytes.fromhex("ffd9"))
    return [order, photo]
