"""Inviting one person to one role: a letter with a link that works once and for two weeks."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.models import Invitation, Membership, Organization, User
from organizations.models.user import UserManager
from organizations.permissions import reach_of, roles_to_give
from resolution_portal import clock
from resolution_portal.audit import journal
from resolution_portal.audit.models import Entry
from resolution_portal.notices import letters
from resolution_portal.problems import FieldProblem, Forbidden, Impossible, Invalid, TooOften

VALID_FOR = timedelta(days=14)
MOST_AN_HOUR = 100  # letters one person may cause: a municipality's schools in one go, but no flood


@transaction.atomic
def invite(*, organization: Organization, role: str, email: str, name: str = "", by: User) -> Invitation:
    """Write to a person; what waits for them already in this role here is replaced.

    Raises Forbidden, Invalid for who has the role, Impossible for a closed organization, TooOften.
    """
    now, email = clock.now(), UserManager.normalize_email(email)
    check_right(by, organization, role)
    _check_open(organization)
    if Membership.objects.live().filter(user__email=email, organization=organization, role=role).exists():
        words = _("У этого сотрудника уже есть такая роль в этой организации.")
        raise Invalid(words, errors=[FieldProblem("/email", words)])
    _check_pace(by, now)
    same = Invitation.objects.waiting().filter(email=email, organization=organization, role=role)
    same.update(revoked_at=now)
    raw = secrets.token_urlsafe(32)
    invitation = Invitation(email=email, name=" ".join(name.split()), organization=organization, role=role)
    invitation.invited_by, invitation.digest = by, digest_of(raw)
    invitation.created_at, invitation.expires_at = now, now + VALID_FOR
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError as error:  # another coordinator, this very moment
        raise Impossible(_("Этого человека только что пригласил кто-то ещё. Обновите страницу.")) from error
    _write(invitation, raw, now)
    _note("invited", invitation, by)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User) -> None:
    """A fresh link by letter for two more weeks; the old link stops working."""
    now = clock.now()
    _check_pace(by, now)
    _write(invitation, _renew(invitation, by, now), now)
    _note("invitation_sent_again", invitation, by)


@transaction.atomic
def make_key(*, invitation: Invitation, by: User) -> str:
    """The link to hand over on paper; it is shown this one time, and the letter's stops working."""
    raw = _renew(invitation, by, clock.now())
    _note("invitation_printed", invitation, by)
    return link(raw)


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> None:
    """Take the invitation back: its link stops working."""
    check_right(by, invitation.organization, invitation.role)
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(revoked_at=clock.now()):
        raise Impossible(_not_waiting())
    _note("invitation_revoked", invitation, by)


def find(raw: str) -> Invitation | None:
    """The invitation of this link, whatever has become of it."""
    related = Invitation.objects.select_related("organization", "invited_by")
    return related.filter(digest=digest_of(raw)).first()


def link(raw: str) -> str:
    """The whole address that the invited person opens."""
    return f"{settings.SITE_URL}{reverse('invitation', args=[raw])}"


def digest_of(raw: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(raw.encode()).hexdigest()


def check_right(by: User, organization: Organization, role: str) -> None:
    """Raise Forbidden unless the person may give this role there."""
    if role not in roles_to_give(reach_of(by), organization):
        raise Forbidden(_("Давать и отзывать эту роль здесь может координатор или вышестоящий контролёр."))


def _renew(invitation: Invitation, by: User, now: datetime) -> str:
    check_right(by, invitation.organization, invitation.role)
    _check_open(invitation.organization)
    raw = secrets.token_urlsafe(32)
    invitation.digest, invitation.expires_at, invitation.invited_by = digest_of(raw), now + VALID_FOR, by
    fresh = {"digest": invitation.digest, "expires_at": invitation.expires_at, "invited_by": by}
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(**fresh):
        raise Impossible(_not_waiting())
    return raw


def _write(invitation: Invitation, raw: str, now: datetime) -> None:
    letters.post(
        type="invitation",
        template_prefix="organizations/letters/invitation",
        address=invitation.email,
        context={"invitation": invitation, "url": link(raw)},
        once_key=f"invitation:{invitation.digest}",
        now=now,
    )


def _check_open(organization: Organization) -> None:
    if organization.closed_on is not None and organization.closed_on <= clock.today():
        raise Impossible(_("Организация закрыта: приглашайте в её правопреемника."))


def _check_pace(by: User, now: datetime) -> None:
    lately = Entry.objects.filter(at__gt=now - timedelta(hours=1), by=by)
    if lately.filter(action__in=("invited", "invitation_sent_again")).count() >= MOST_AN_HOUR:
        raise TooOften(_("За час вы отправили очень много приглашений. Продолжите через час."))


def _note(action: str, invitation: Invitation, by: User) -> None:
    details = {"email": invitation.email, "role": invitation.role, "organization": invitation.organization_id}
    journal.write(action=action, by=by, object=f"invitation:{invitation.pk}", details=details)


def _not_waiting() -> str:
    return _("Это приглашение уже принято или отозвано. Обновите страницу.")
