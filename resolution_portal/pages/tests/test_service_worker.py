"""The script that keeps report pages: only its own pages, all the files they are shown with."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any

from django.test import Client


def script(client: Client) -> str:
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-cache" in answer["Cache-Control"]
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    return answer.content.decode()


def files(words: str) -> set[str]:
    found = re.search(r"new Set\((\[.*?\])\)", words)
    assert found
    return set(json.loads(found[1]))


def test_it_keeps_every_file_of_the_page(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    client.force_login(cast.elena)
    task = document.task(cast.school5, document.d41)
    answer = client.get(f"/reports/fill/{task.resolution_id}/{task.first_due_on}/")
    shown = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', answer.content.decode()))
    assert shown == files(script(client))
    assert answer["X-Portal-Person"] == str(cast.elena.pk)


def test_a_release_with_other_names_is_another_version(client: Client, monkeypatch: Any) -> None:
    first = script(client)
    monkeypatch.setattr("resolution_portal.pages.service_worker.static", lambda name: f"/static/{name}?2")
    second = script(client)
    versions = [re.findall(r"portal-files-(\w+)", words) for words in (first, second)]
    assert versions[0] != versions[1]
    assert script(client) == second
