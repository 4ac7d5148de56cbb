"""Who may write and send an organization's reports and files; rights on tasks stand in ``tasks/permissions.py``."""

from __future__ import annotations

from organizations.models import Role
from organizations.permissions import Reach


def writes_for(reach: Reach) -> list[int]:
    """Organizations for which the person writes reports: where they are executor."""
    return [place.organization_id for place in reach.places if place.role == Role.EXECUTOR]
