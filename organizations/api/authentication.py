"""Signing in to the API by a personal key, and the scopes that the key carries."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from organizations.models import ApiToken, User
from organizations.permissions import remember
from organizations.services.tokens import find_token


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Token …``."""

    keyword = "Token"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].decode("latin-1").lower() != self.keyword.lower():
            return None
        token = find_token(parts[1].decode("latin-1")) if len(parts) == 2 else None
        if token is None:
            raise AuthenticationFailed(_("Ключ не подходит: он неизвестен, отозван или истёк."))
        remember(token.user)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


class HasScope(BasePermission):
    """A key does only what its scopes name: ``read`` to look, and for the rest what the view's ``scope`` says."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        token: Any = request.auth
        if not isinstance(token, ApiToken):
            return True
        needed = "read" if request.method in ("GET", "HEAD", "OPTIONS") else getattr(view, "scope", "control")
        if needed not in token.scopes:
            raise PermissionDenied(_("Ключу не хватает области «%(scope)s».") % {"scope": needed})
        return True
