"""The browsable description: nothing from elsewhere, nothing that the CSP refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright


@pytest.fixture
def page(client: Client, db: None) -> str:
    response = client.get("/api/docs/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_asks_nothing_of_other_servers(page: str) -> None:
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert len(addresses) >= 4
    assert all(re.match(r"/(?!/)", address) for address in addresses)


def test_no_script_or_style_stands_in_the_page(page: str) -> None:
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert re.findall(r"<script[^>]*>([^<]*)</script>", page) == ["", ""]
    assert 'lang="ru"' in page
    assert page.count("<h1") == 1
    assert 'data-page="api_docs"' in page


def test_the_script_names_our_schema_and_comes_as_a_script(client: Client, db: None) -> None:
    response = client.get("/api/docs/?script=")
    assert response["Content-Type"].startswith("application/javascript")
    assert 'url: "/api/v1/schema/"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_shows_it_without_a_violation(live_server: Any, chromium: str, settings: Any) -> None:
    settings.DEBUG = True  # static files through the finders
    asked: list[str] = []
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(locale="ru-RU")
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{live_server.url}/api/docs/")
        page.get_by_text("/api/v1/tasks/{id}/actions/").first.wait_for()
        browser.close()
    assert said == []
    assert all(url.startswith((live_server.url, "data:")) for url in asked)
