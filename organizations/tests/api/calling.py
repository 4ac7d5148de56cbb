"""Calling the API as somebody of the cast."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from organizations.models import User
from organizations.services.tokens import create_token

ALL = ("read", "report", "control")


def caller(user: User, *scopes: str) -> APIClient:
    """A client with a key of these scopes, all of them when none is named."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {create_token(user=user, scopes=scopes or ALL)}")
    return client


def ok(response: Any, status: int = 200) -> Any:
    """The answer's JSON, which must have come with this status."""
    assert response.status_code == status, response.content.decode()
    return response.json()


def refusal(response: Any, status: int) -> Any:
    """The problem that was answered with this status."""
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    return problem


def pointers(problem: Any) -> list[str]:
    """Where the problem says that something is wrong."""
    return [error["pointer"] for error in problem["errors"]]
