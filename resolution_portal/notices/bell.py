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
    for_digest: bool = False,
    letter: Letter | None = None,
) -> bool:
    """Put a line under the person's bell; whether it is new (a known key adds nothing).

    With ``for_digest`` it is told in the person's one letter of the day too, which takes the mark away.
    """
    notice = Notice(
        recipient_id=recipient.pk,
        type=type,
        title=title[:300],
        body=body,
        url=url,
        group=group,
        for_digest=for_digest,
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
