"""What a personal key may be used for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from organizations.models import ApiToken


class HasScope(BasePermission):
    """A key does only what its scopes name: ``read`` to look, and for the rest what the view's ``scope`` says.

    A view whose looking is a part of its deed says so by ``reading_scope``.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        token: Any = request.auth
        if not isinstance(token, ApiToken):
            return True
        looks = request.method in ("GET", "HEAD", "OPTIONS")
        needed = getattr(view, "reading_scope", "read") if looks else getattr(view, "scope", "control")
        if needed not in token.scopes:
            raise PermissionDenied(_("Ключу не хватает области «%(scope)s».") % {"scope": needed})
        return True
