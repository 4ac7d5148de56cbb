from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from resolution_portal.notices.models import Letter, Notice

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def notify(
    *,
    recipient: AbstractBaseUser,
    type: str,
    title: str,
    once_key: str,
    now: dt.datetime,
    body: str = "",
    url: str = "",
    group: str = "",
    letter: Letter | None = None,
) -> bool:
    """Put a line under the person's bell; whether it is new (a known key adds nothing)."""
    notice = Notice(
        recipient_id=recipient.pk,
        type=type,
        title=title[:300],
        body=body,
        url=url,
        group=group,
        once_key=once_key,
        letter=letter,
        created_at=now,
    )
    try:
        with transaction.atomic():
            notice.save()
    except IntegrityError:
        return False
    return True
