"""Personal keys of the API: made once, kept as a digest, scoped."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from organizations.models import ApiToken, User
from resolution_portal import clock
from resolution_portal.audit import journal
from resolution_portal.problems import Invalid

SCOPES = ("read", "report", "control")
_SEEN_EVERY = timedelta(minutes=5)  # last_used_at is a hint, not worth a write a request


@transaction.atomic
def create_token(*, user: User, scopes: Sequence[str], name: str = "", expires_at: datetime | None = None) -> str:
    """Make a key and return it: this is the only time it can be read. Raises Invalid for an unknown scope."""
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise Invalid(
            _("Неизвестная область доступа: %(unknown)s. Возможны: %(scopes)s.")
            % {"unknown": ", ".join(unknown) or "—", "scopes": ", ".join(SCOPES)}
        )
    raw = secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        digest=_digest(raw),
        scopes=sorted(set(scopes)),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    journal.write(
        action="token_created", by=None, object=f"token:{token.pk}", details={"user": user.pk, "scopes": token.scopes}
    )
    return raw


def find_token(raw: str) -> ApiToken | None:
    """The live token of this key, with its person; None when it is unknown, revoked, expired or access is closed."""
    now = clock.now()
    live = ApiToken.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True)
    token = live.select_related("user").filter(digest=_digest(raw), user__is_active=True).first()
    if token and (token.last_used_at is None or now - token.last_used_at > _SEEN_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _digest(raw: str) -> str:
    return hashlib.sha256(raw.encode()).hexdigest()
