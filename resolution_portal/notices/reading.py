"""What a person does with the lines under their bell. What was read here, the letter of the day need not repeat."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from resolution_portal.notices.models import Notice

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    Person = AbstractBaseUser | AnonymousUser


def of(person: Person) -> QuerySet[Notice]:
    """The person's own, the newest first: nobody sees anybody else's."""
    return Notice.objects.filter(recipient_id=person.pk).order_by("-id")


def unread(person: Person) -> QuerySet[Notice]:
    """Those that ask for attention."""
    return of(person).filter(read_at__isnull=True)


def read(person: Person, *, now: dt.datetime, up_to: int) -> int:
    """Mark all as read up to the newest that the person saw; how many were not."""
    return unread(person).filter(pk__lte=up_to).update(read_at=now, for_digest=False)


def read_one(notice: Notice, *, now: dt.datetime) -> None:
    """Mark one as read: it was opened."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=now, for_digest=False)


def forgo_digest(person: Person) -> None:
    """What waits for the letter of the day stays under the bell only: the person wants no such letter any more."""
    Notice.objects.filter(recipient_id=person.pk, for_digest=True).update(for_digest=False)
