"""Whose request it is, once permissions have seen to it that it is somebody's."""

from __future__ import annotations

from typing import cast

from rest_framework.request import Request

from organizations.models import User


def person_of(request: Request) -> User:
    """The signed-in person; every endpoint asks for one first (``IsAuthenticated``)."""
    return cast(User, request.user)
