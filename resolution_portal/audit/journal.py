from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resolution_portal import clock
from resolution_portal.audit.models import Entry
from resolution_portal.audit.request_id import current

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def write(
    *, action: str, by: AbstractBaseUser | None, object: str = "", details: dict[str, Any] | None = None
) -> Entry:
    """Put down who did what; call it in the transaction of the deed."""
    return Entry.objects.create(
        at=clock.now(),
        by_id=by.pk if by is not None else None,
        action=action,
        object=object[:200],
        details=details or {},
        request_id=current(),
    )
