"""Signing in to the API by a personal key."""

from __future__ import annotations

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

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
