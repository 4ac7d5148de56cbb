"""Who came in, who left, who was not let in: told by Django's own signals."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from resolution_portal.audit import journal


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="audit.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit.signed_out")
    user_login_failed.connect(_refused, dispatch_uid="audit.sign_in_refused")


def _signed_in(sender: object, request: HttpRequest | None, user: AbstractBaseUser, **kwargs: Any) -> None:
    journal.write(action="signed_in", by=user, details=_whence(request))


def _signed_out(sender: object, request: HttpRequest | None, user: AbstractBaseUser | None, **kwargs: Any) -> None:
    if user is not None:
        journal.write(action="signed_out", by=user, details=_whence(request))


def _refused(sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """The address typed is kept, so that guessing is seen; the password never reaches us (Django masks it)."""
    typed = credentials.get("email") or credentials.get("username") or credentials.get("login") or ""
    journal.write(action="sign_in_refused", by=None, object=str(typed), details=_whence(request))


def _whence(request: HttpRequest | None) -> dict[str, str]:
    """The address as the server saw it; a header that anybody can write is not asked."""
    if request is None:
        return {}
    return {"address": request.META.get("REMOTE_ADDR", ""), "agent": request.headers.get("User-Agent", "")[:200]}
