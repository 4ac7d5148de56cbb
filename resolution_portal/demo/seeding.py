"""The whole demo in an empty database: register, people, the document on control, and a hundred days of work."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from organizations.models import Organization
from resolution_portal.demo.content.people import accounts
from resolution_portal.demo.content.register import build_register
from resolution_portal.demo.document import put_on_control
from resolution_portal.demo.register import enter_organizations, enter_people, holders
from resolution_portal.demo.story.tell import World, tell
from resolution_portal.problems import Impossible
from tasks.models import Status, Task


@transaction.atomic
def seed_demo(*, schools: int, password: str, today: date, seed: int) -> dict[str, Any]:
    """Write it all or nothing. Raises Impossible in a database that has organizations already."""
    if Organization.objects.exists():
        raise Impossible(_("В базе уже есть организации: показательные данные пишутся только в пустую базу."))
    register = build_register(schools=schools, seed=seed)
    people = accounts(register, seed=seed)
    organizations = enter_organizations(register)
    users = enter_people(people, organizations, password=password)
    held = holders(people, users)
    department = register.department.key
    coordinator = held(department, "coordinator")[0]
    published = put_on_control(issuer=organizations[department], by=coordinator, today=today)
    keys = {organization.pk: key for key, organization in organizations.items()}
    tell(World(register, keys, held), published, today=today, seed=seed)
    by_status = dict(Task.objects.order_by().values_list("status").annotate(Count("pk")))
    return {
        "accounts": [
            {"email": account.email, "role": role, "organization": organizations[key].short_name}
            for account in people
            if account.fixed
            for key, role in account.memberships
        ],
        "resolution": published.resolution.pk,
        "organizations": len(organizations),
        "tasks": sum(by_status.values()),
        "by_status": {status: by_status.get(status, 0) for status in Status.values},
    }
