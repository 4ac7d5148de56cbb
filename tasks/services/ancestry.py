"""A task's copies of the tree: its organization's ancestors, one column a depth."""

from __future__ import annotations

from organizations.models import Organization
from organizations.querysets import ancestor_paths
from tasks.models import Task
from tasks.models.task import LEVELS


def follow_move(organization: Organization) -> None:
    """Rewrite the ancestor columns of all tasks at and below a moved organization (``tree.FOLLOWERS``)."""
    moved = list(Organization.objects.below(organization).only("pk", "path"))
    paths = {path for node in moved for path in ancestor_paths(node.path)}
    ids = dict(Organization.objects.filter(path__in=paths).values_list("path", "pk"))
    for node in moved:
        levels = [ids[path] for path in ancestor_paths(node.path)]
        columns = {f"level_{n}_id": levels[n] if n < len(levels) else None for n in range(LEVELS)}
        Task.objects.filter(organization=node).update(**columns)
