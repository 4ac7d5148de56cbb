"""A published document for the cast: one directive for each kind of addressee and a second one for schools.

``document.d11`` (department), ``d21`` (municipal bodies), ``d31`` (SOIRO), ``d41`` and ``d42`` (schools) are due in
ten working days; ``document.resolution``; ``document.task(organization, directive)`` finds a task.
Counts of the first region: 1 + 2 + 1 + 4 + 4 = 12 tasks.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from organizations.models import Kind, Organization
from resolution_portal import clock
from resolution_portal.workdays.days import add_working_days
from tasks.models import Addressee, Directive, Resolution, Section, Task
from tasks.services.publishing import publish
from tasks.services.schedule import add_checkpoint

TASKS = 12


def published(draft: SimpleNamespace) -> SimpleNamespace:
    """The same document, published (fixture ``document``)."""
    publish(resolution=draft.resolution, key="test", stamp=clock.now())
    return draft


def build_draft(issuer: Organization, *, due_on: date | None = None) -> SimpleNamespace:
    """A draft document of this issuer, due in ten working days unless told (fixture ``draft``)."""
    due_on = due_on or add_working_days(clock.today(), 10)
    resolution = Resolution.objects.create(
        issuer=issuer,
        doc_kind="резолюция",
        title="Региональная система организации воспитания",
        place="Смоленск",
        adopted_on=date(2022, 8, 23),
        created_at=clock.now(),
    )
    made = SimpleNamespace(resolution=resolution)
    for position, kind in enumerate(Kind.objects.order_by("position")[:4], start=1):
        section = Section.objects.create(resolution=resolution, position=position, heading=kind.name)
        for number in (1, 2) if position == 4 else (1,):
            directive = _directive(section, position=number, kind=kind)
            add_checkpoint(directive=directive, planned_on=due_on)
            setattr(made, f"d{position}{number}", directive)

    def task(organization: Organization, directive: Directive) -> Task:
        return Task.objects.get(organization=organization, directive=directive)

    made.task = task
    return made


def _directive(section: Section, *, position: int, kind: Kind) -> Directive:
    number = f"{section.position}.{position}"
    directive = Directive.objects.create(
        resolution=section.resolution,
        section=section,
        position=position,
        number=number,
        title=f"Пункт {number} коротко",
        text=f"обеспечить выполнение пункта {number}",
    )
    Addressee.objects.create(directive=directive, text=section.heading, kind=kind)
    return directive
