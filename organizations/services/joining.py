"""The other side of an invitation: the invited person takes the role, with a new account or their own."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organizations.models import Invitation, Membership, User
from organizations.permissions import reach_of, roles_to_give
from organizations.services.people import grant
from resolution_portal import clock
from resolution_portal.audit import journal
from resolution_portal.problems import Forbidden, Impossible


def join(*, invitation: Invitation, password: str, **fields: Any) -> User:
    """Make the invited person's account and give it the role. Raises Impossible when the link no longer works."""
    user = User(email=invitation.email, **fields)
    user.set_password(password)  # slow by design: before the transaction, which holds the only writer of SQLite
    with transaction.atomic():
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError as error:
            raise Impossible(_("У вас уже есть учётная запись: войдите и примите приглашение.")) from error
        _take(invitation, user)
    return user


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> None:
    """Give the role to the person who is signed in by the very address invited."""
    if user.email != invitation.email:
        raise Forbidden(_("Это приглашение для другого человека: оно отправлено на другой адрес."))
    _take(invitation, user)


def why_not(invitation: Invitation | None) -> str:
    """Why the link does not work and what to do, in words for the person invited; empty when it does."""
    if invitation is None:
        return _("Такого приглашения нет. Откройте ссылку из последнего письма или скопируйте её целиком.")
    if invitation.accepted_at is not None:
        return _("Это приглашение уже принято. Войдите по своей электронной почте и паролю.")
    if invitation.revoked_at is not None:
        return _("Это приглашение отозвано или заменено новым. Проверьте почту или спросите того, кто приглашал.")
    if invitation.expires_at <= clock.now():
        return _("Срок этой ссылки прошёл. Попросите того, кто приглашал, отправить приглашение ещё раз.")
    closed_on = invitation.organization.closed_on
    if closed_on is not None and closed_on <= clock.today():
        return _("Организация, в которую вас пригласили, закрыта. Спросите того, кто приглашал, как быть.")
    if invitation.role not in roles_to_give(reach_of(invitation.invited_by), invitation.organization):
        return _("Тот, кто приглашал, больше не может давать эту роль. Попросите приглашение у координатора.")
    return ""


def _take(invitation: Invitation, user: User) -> None:
    """One conditional update: of two who open the link at once, one gets the role."""
    now = clock.now()
    if refusal := why_not(invitation):
        raise Impossible(refusal)
    valid = Invitation.objects.valid(now).filter(pk=invitation.pk, digest=invitation.digest)
    if not valid.update(accepted_at=now, accepted_by=user):
        raise Impossible(_("Эта ссылка только что перестала действовать. Откройте её заново."))
    organization, role = invitation.organization, invitation.role
    if not Membership.objects.filter(user=user, organization=organization, role=role, until__isnull=True).exists():
        grant(user=user, organization=organization, role=role)
    journal.write(
        action="invitation_accepted",
        by=user,
        object=f"invitation:{invitation.pk}",
        details={"role": invitation.role, "organization": invitation.organization_id},
    )
