from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("who", "parts"),
    [
        ("elena", ["report", "look"]),
        ("anna", ["report", "review", "look"]),
        ("irina", ["look", "review", "report"]),
        ("boris", ["report", "review", "look"]),
    ],
)
def test_what_the_desk_does_comes_first(client: Client, cast: SimpleNamespace, who: str, parts: list[str]) -> None:
    client.force_login(getattr(cast, who))
    html = client.get("/help/").content.decode()
    assert re.findall(r'<section class="sheet" id="(\w+)">', html) == parts


def test_it_is_for_people_who_are_signed_in(client: Client, db: None) -> None:
    assert client.get("/help/").status_code == 302
