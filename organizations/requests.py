"""Requests as views behind ``login_required`` see them."""

from __future__ import annotations

from django.http import HttpRequest

from organizations.models import User


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in: for annotations only."""

    user: User
