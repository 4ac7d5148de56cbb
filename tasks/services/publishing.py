"""Publishing a document: what it would do, the job that does it, and what it tells people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Prefetch
from django.utils.translation import gettext as _

from organizations.models import User
from organizations.permissions import reach_of
from organizations.services.tree import STEP
from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.background.queue import enqueue
from resolution_portal.background.running import run_now
from resolution_portal.problems import FieldProblem, Forbidden, Invalid
from tasks.models import Addressee, Checkpoint, Directive, Resolution, Task
from tasks.permissions import issues
from tasks.services.announcing import announce
from tasks.services.fan_out import fan_out, targets
from tasks.services.schedule import due_on

KIND = "publish"


@dataclass(frozen=True)
class Preview:
    """What publishing now would do: numbers that then come true."""

    created: int
    existing: int
    by_kind: dict[str, int]
    by_group: dict[str, int]
    problems: list[FieldProblem]


def preview(resolution: Resolution, *, due: date | None = None) -> Preview:
    """Count what is missing, by kind and by the organization one level below the issuer.

    ``due`` is the date that directives without one would get first.
    """
    top = len(resolution.issuer.path)
    names = dict(resolution.issuer.children.values_list("path", "short_name"))
    by_kind: Counter[str] = Counter()
    by_group: Counter[str] = Counter()
    existing = 0
    for checkpoint in _checkpoints(resolution, due):
        taken = set() if checkpoint.pk is None else set(checkpoint.tasks.values_list("organization_id", flat=True))
        chosen = targets(checkpoint, checkpoint.directive.addressees.all()).values_list("pk", "path", "kind__name")
        existing += sum(1 for pk, _path, _kind in chosen if pk in taken)
        missing = [(path, kind) for pk, path, kind in chosen if pk not in taken]
        by_kind.update(kind for _path, kind in missing)
        by_group.update(names.get(path[: top + STEP], resolution.issuer.short_name) for path, _kind in missing)
    return Preview(by_kind.total(), existing, dict(by_kind), dict(by_group), problems_of(resolution, due=due))


def problems_of(resolution: Resolution, *, due: date | None = None) -> list[FieldProblem]:
    """What publishing refuses: a directive with no date, an addressee nobody recognized, no directive at all."""
    found: list[FieldProblem] = []
    directives = _directives(resolution)
    if not directives:
        found.append(FieldProblem("/directives", _("В документе нет ни одного пункта.")))
    for directive in directives:
        where = {"number": directive.number}
        if due is None and not directive.checkpoints.all():
            found.append(FieldProblem(f"/directives/{directive.pk}", _("Пункт %(number)s: укажите срок.") % where))
        addressees = directive.addressees.all()
        if not addressees or any(not (a.kind_id or a.organization_id) for a in addressees):
            words = _("Пункт %(number)s: выберите, кому он адресован.") % where
            found.append(FieldProblem(f"/directives/{directive.pk}", words))
    return found


@transaction.atomic
def request_publication(*, resolution: Resolution, by: User | None) -> Job:
    """Put the publication in the queue; asked twice before it has run, it is the same job.

    Raises Forbidden for anyone but the issuer's coordinators, Invalid with what stands in the way.
    """
    if by is not None and not issues(reach_of(by), resolution.issuer):
        raise Forbidden(_("Публикует документы координатор организации, которая ставит их на контроль."))
    _refuse_unready(resolution)
    finished = Job.objects.filter(kind=KIND, arguments__resolution=resolution.pk, finished_at__isnull=False).count()
    return enqueue(
        kind=KIND,
        arguments={"resolution": resolution.pk},
        owner=by,
        once_key=f"{KIND}:{resolution.pk}:{finished}",
        total=len(_checkpoints(resolution)),
    )


def publish_now(*, resolution: Resolution, by: User | None) -> dict[str, Any]:
    """Publish here and now, for commands: no broker, no worker; the same job, so a killed run is gone on with."""
    job = run_now(request_publication(resolution=resolution, by=by))
    result: dict[str, Any] = job.result or {}
    return {name: result[name] for name in ("created", "existing", "by_kind")}


def publish(
    *,
    resolution: Resolution,
    key: str,
    stamp: datetime,
    now: datetime | None = None,
    progress: Callable[[int, int, str], None] = lambda done, total, message: None,
) -> dict[str, Any]:
    """Create what is missing, a transaction a checkpoint, then tell the executors; killed half-way, it goes on.

    ``stamp`` is the publication's own moment: its tasks carry it, so that a second run knows them from older ones;
    ``key`` names the publication in the letters' keys. Returns {"created", "existing", "by_kind"}.
    """
    _refuse_unready(resolution)  # the plan may have been changed while the job waited
    checkpoints = _checkpoints(resolution)
    addressed = 0
    for done, checkpoint in enumerate(checkpoints):
        progress(done, len(checkpoints), _("Пункт %(number)s") % {"number": checkpoint.directive.number})
        addressees = checkpoint.directive.addressees.all()
        with transaction.atomic():
            _set_published(resolution, stamp)
            fan_out(checkpoint, addressees, stamp=stamp)
        addressed += targets(checkpoint, addressees).count()
    progress(len(checkpoints), len(checkpoints), _("Рассылаем извещения"))
    announce(resolution=resolution, key=key, stamp=stamp, now=now or clock.now())
    created = Task.objects.filter(resolution=resolution, created_at=stamp)
    kinds = created.order_by().values_list("organization__kind__name").annotate(Count("pk"))
    by_kind = dict(kinds.order_by("organization__kind__position"))
    total = sum(by_kind.values())
    return {"created": total, "existing": addressed - total, "by_kind": by_kind}


def _refuse_unready(resolution: Resolution) -> None:
    if problems := problems_of(resolution):
        raise Invalid(_("Документ ещё нельзя опубликовать."), errors=problems)


def _set_published(resolution: Resolution, stamp: datetime) -> None:
    draft = Resolution.objects.filter(pk=resolution.pk, status=Resolution.State.DRAFT)
    if draft.update(status=Resolution.State.PUBLISHED, published_at=stamp, version=F("version") + 1):
        resolution.refresh_from_db()


def _directives(resolution: Resolution) -> list[Directive]:
    return list(
        resolution.directives.select_related("resolution__issuer").prefetch_related("addressees", "checkpoints")
    )


def _checkpoints(resolution: Resolution, due: date | None = None) -> list[Checkpoint]:
    """Saved dates in the document's order, and with ``due`` those that undated directives would get."""
    ordered = Checkpoint.objects.filter(directive__resolution=resolution).order_by(
        "directive__section__position", "directive__position", "planned_on"
    )
    addressees = Prefetch("directive__addressees", Addressee.objects.all())
    saved = list(ordered.select_related("directive__resolution__issuer").prefetch_related(addressees))
    if due is None:
        return saved
    undated = [directive for directive in _directives(resolution) if not directive.checkpoints.all()]
    return saved + [Checkpoint(directive=d, planned_on=due, due_on=due_on(resolution, due)) for d in undated]
