"""Every page as every role is valid HTML: parsed strictly, ids unique and found, labels and nesting right."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from resolution_portal.tests import test_url_grid as grid
from resolution_portal.tests.markup import faults

arguments = grid.arguments


#: One of each desk; what others see differs in words alone.
PEOPLE = ("anon", "elena", "anna", "irina")


def test_every_page_is_valid(cast: SimpleNamespace, arguments: dict[str, Any]) -> None:
    """The rows of the grid that answer with a page of their own, a form refused with 422 too."""
    wrong: dict[str, list[str]] = {}
    seen = 0
    for person in PEOPLE:
        client = Client()
        if person != "anon":
            client.force_login(getattr(cast, person))
        refused: set[str] = set()
        for row in grid.ROWS:
            method, name, argument, code = *row[:3], row[grid.HEAD.index(person)]
            if name.startswith("api_") or name == "admin" or (method == "GET" and code in {"302", *refused}):
                continue
            refused |= {code} & {"403", "404"}
            url = reverse(name, args=arguments[argument])
            with transaction.atomic():
                page = _page(client, method, url)
                transaction.set_rollback(True)
            if page:
                seen += 1
                wrong |= {f"{person} {method} {url}": found} if (found := faults(page)) else {}
    assert wrong == {}
    assert seen > 90


@pytest.mark.parametrize("person", ["anon", "irina"])
def test_the_page_of_samples(cast: SimpleNamespace, settings: Any, person: str) -> None:
    """In demo only, to whoever asks; its jobs and files are nobody's."""
    settings.PORTAL_DEMO = True
    client = Client()
    if person != "anon":
        client.force_login(getattr(cast, person))
    html = client.get("/styleguide/").content.decode()
    assert faults(html) == []
    assert html.count('class="chip chip-') >= 13
    assert 'data-state="uploading"' in html


def _page(client: Client, method: str, url: str) -> str:
    """The HTML of the answer; nothing when it is something else."""
    answer = client.get(url) if method == "GET" else client.post(url, {"version": "2"})
    if getattr(answer, "streaming", False):
        list(answer.streaming_content)  # type: ignore[attr-defined]
        return ""
    return answer.content.decode() if answer["Content-Type"].startswith("text/html") and answer.content else ""


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<p><div>x</div></p>", "Unexpected end tag"),
        ("<i id=x></i><b id=x></b>", "stands 2 times"),
        ("<label for=nobody>x</label>", "names «nobody»"),
        ("<a href='#nowhere'>x</a>", "leads to «#nowhere»"),
        ("<input name=x>", "<input name=x> has no label"),
        ("<button><a href='/'>x</a></button>", "<a> inside <button>"),
        ("<ul><div>x</div></ul>", "<div> in <ul>"),
        ("<span><ul><li>x</li></ul></span>", "<ul> inside <span>"),
        ("<a href='/'></a>", "<a> says nothing"),
    ],
)
def test_a_fault_is_found(markup: str, fault: str) -> None:
    page = f"<!DOCTYPE html><html lang=ru><head><title>x</title></head><body>{markup}</body></html>"
    assert fault in " ".join(faults(page))
    assert faults(page.replace(markup, "<p>x</p>")) == []
