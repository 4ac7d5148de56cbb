"""Closing a person's access to an organization, by whoever could have given it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import Membership, User
from organizations.permissions import may_end, reach_of
from organizations.services import people
from resolution_portal.audit import journal
from resolution_portal.problems import Forbidden


@transaction.atomic
def close(*, membership: Membership, by: User) -> None:
    """End the role from today on. Raises Forbidden without the right or for one's own last role, Impossible twice."""
    if not may_end(reach_of(by), membership):
        raise Forbidden(
            _("Закрыть этот доступ может координатор или вышестоящий контролёр; последнюю свою роль – никто.")
        )
    people.end(membership=membership)
    journal.write(
        action="role_ended",
        by=by,
        object=f"membership:{membership.pk}",
        details={"user": membership.user_id, "role": membership.role, "organization": membership.organization_id},
    )
