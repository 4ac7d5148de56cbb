"""The link to a person's calendar: made once, kept as a digest, revoked by a press."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.models import CalendarLink, User
from resolution_portal import clock
from resolution_portal.audit import journal
from resolution_portal.problems import Impossible

_SEEN_EVERY = timedelta(hours=1)  # last_used_at is a hint, not worth a write a request


@transaction.atomic
def make_link(*, user: User, now: datetime | None = None) -> str:
    """A fresh address, in place of an earlier one; readable this one time. Raises Impossible in a race."""
    now = now or clock.now()
    working(user).update(revoked_at=now)
    raw = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            link = CalendarLink.objects.create(user=user, digest=_digest(raw), created_at=now)
    except IntegrityError as error:
        raise Impossible(_("Ссылка только что создана в другом окне. Обновите страницу.")) from error
    journal.write(action="calendar_link_made", by=user, object=f"calendar:{link.pk}", details={})
    return f"{settings.SITE_URL}{reverse('calendar_feed', args=[raw])}"


@transaction.atomic
def revoke_link(*, user: User, now: datetime | None = None) -> bool:
    """The address stops working; whether there was one."""
    revoked = working(user).update(revoked_at=now or clock.now())
    if revoked:
        journal.write(action="calendar_link_revoked", by=user, object=f"user:{user.pk}", details={})
    return bool(revoked)


def find_link(raw: str) -> CalendarLink | None:
    """The working link of this address with its person; None when it is unknown, revoked, or access is closed."""
    now = clock.now()
    live = CalendarLink.objects.filter(revoked_at__isnull=True, user__is_active=True)
    link = live.select_related("user").filter(digest=_digest(raw)).first()
    if link and (link.last_used_at is None or now - link.last_used_at > _SEEN_EVERY):
        CalendarLink.objects.filter(pk=link.pk).update(last_used_at=now)
    return link


def working(user: User) -> QuerySet[CalendarLink]:
    """The person's link that works: one or none."""
    return CalendarLink.objects.filter(user=user, revoked_at__isnull=True)


def _digest(raw: str) -> str:
    return hashlib.sha256(raw.encode()).hexdigest()
