"""The description of the API: complete, valid, and the same for every endpoint."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

ENDPOINTS = """
    GET  /api/v1/files/{id}/
    GET  /api/v1/organizations/
    GET  /api/v1/reports/{id}/
    POST /api/v1/reports/{id}/review/
    GET  /api/v1/resolutions/
    GET  /api/v1/summary/
    GET  /api/v1/tasks/
    GET  /api/v1/tasks/{id}/
    POST /api/v1/tasks/{id}/actions/
    GET  /api/v1/tasks/{id}/reports/
    POST /api/v1/tasks/{id}/reports/
"""


@pytest.fixture
def schema(client: Client, db: None) -> Any:
    response = client.get("/api/v1/schema/", headers={"Accept": "application/json"})
    assert response.status_code == 200
    return response.json()


def operations(schema: Any) -> dict[str, Any]:
    return {f"{verb.upper():4} {path}": op for path, ops in schema["paths"].items() for verb, op in ops.items()}


def test_it_is_valid_without_a_warning(db: None) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


def test_it_names_every_endpoint(schema: Any) -> None:
    assert schema["openapi"] == "3.1.1"
    assert sorted(operations(schema)) == sorted(line.strip() for line in ENDPOINTS.strip().splitlines())


def test_it_speaks_russian_everywhere(schema: Any) -> None:
    for name, operation in operations(schema).items():
        texts = [operation["summary"], operation["description"], *operation["tags"]]
        texts += [parameter["description"] for parameter in operation["parameters"] if parameter["name"] != "id"]
        assert all(re.search("[а-яё]", text) for text in texts), name


def test_refusals_are_problems(schema: Any) -> None:
    for name, operation in operations(schema).items():
        for code, response in operation["responses"].items():
            kinds = list(response["content"])
            assert (kinds == ["application/problem+json"]) == (int(code) >= 400), (name, code)
        assert {"401", "403", "404", "422"} <= set(operation["responses"]), name


def test_each_post_may_be_repeated_with_a_key_and_says_so(schema: Any) -> None:
    for name, operation in operations(schema).items():
        headers = [p["name"] for p in operation["parameters"] if p["in"] == "header"]
        assert headers == (["Idempotency-Key"] if name.startswith("POST") else []), name


def test_each_endpoint_takes_a_key_or_a_session(schema: Any) -> None:
    assert schema["components"]["securitySchemes"]["token"]["name"] == "Authorization"
    for name, operation in operations(schema).items():
        assert [list(way) for way in operation["security"]] == [["token"], ["cookieAuth"]], name
