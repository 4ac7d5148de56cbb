"""The register of organizations: entering them one by one or many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import Kind, Organization
from organizations.services.people import route
from organizations.services.tree import MAX_DEPTH, STEP, next_path
from resolution_portal.problems import Invalid


@transaction.atomic
def create_organization(*, kind: Kind, parent: Organization | None, **fields: Any) -> Organization:
    """Enter one organization below ``parent``. Raises Invalid when the tree would grow too deep,
    ValidationError when a field or a name already taken is refused."""
    organization = _place(Organization(kind=kind, parent=parent, **fields), next_path(parent))
    organization.full_clean(exclude=["search_text", "sort_key", "path", "depth"])
    organization.save(force_insert=True)
    route(Organization.objects.filter(pk=organization.pk))
    return organization


@transaction.atomic
def create_organizations(organizations: Sequence[Organization]) -> list[Organization]:
    """Enter many at once, parents saved already; a few statements whatever their number."""
    taken: Counter[int | None] = Counter()
    first: dict[int | None, str] = {}
    for organization in organizations:
        key = organization.parent_id
        start = first.setdefault(key, next_path(organization.parent))
        number = int(start[-STEP:]) + taken[key]
        taken[key] += 1
        _place(organization, start[:-STEP] + str(number).zfill(STEP))
        organization.fold()
    created = Organization.objects.bulk_create(organizations, batch_size=500)
    route(Organization.objects.filter(pk__in=[organization.pk for organization in created]))
    return created


def _place(organization: Organization, path: str) -> Organization:
    parent = organization.parent
    organization.path = path
    organization.depth = parent.depth + 1 if parent else 0
    if organization.depth > MAX_DEPTH:
        raise Invalid(_("В дереве не больше четырёх уровней: выберите вышестоящую организацию уровнем выше."))
    return organization
