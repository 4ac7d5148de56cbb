"""Taking a document in: what was read becomes a draft on control, once for each issuer."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from organizations.models import Kind, Organization, User
from organizations.permissions import reach_of
from resolution_portal import clock
from resolution_portal.problems import Forbidden, Impossible
from tasks.intake.read import read_document
from tasks.intake.shape import DirectiveText, Outline, SectionText
from tasks.models import Addressee, Directive, Resolution, Section
from tasks.permissions import issues
from tasks.services.schedule import add_checkpoint


def read(*, data: bytes, name: str) -> Outline:
    """Read a document against the kinds of this portal. Raises tasks.intake.blocks.Unreadable."""
    return read_document(data=data, name=name, kinds=list(Kind.objects.values_list("name", flat=True)))


def import_document(*, outline: Outline, data: bytes, name: str, issuer: Organization, by: User | None) -> Resolution:
    """Save what was read as a draft of ``issuer``; ``by`` None is the system.

    Raises Forbidden for anyone but the issuer's coordinators, Impossible for a file this issuer has imported before.
    """
    if by is not None and not issues(reach_of(by), issuer):
        raise Forbidden(_("Загружает документы координатор организации, которая ставит их на контроль."))
    refuse_second(outline.sha256, issuer)
    try:
        with transaction.atomic():
            return _save(outline, data, name, issuer, by)
    except IntegrityError:
        refuse_second(outline.sha256, issuer)
        raise


def refuse_second(sha256: str, issuer: Organization) -> None:
    """Raise Impossible, naming the first import, when this issuer has this very file already."""
    first = Resolution.objects.filter(issuer=issuer, source_sha256=sha256).first()
    if first is not None:
        raise Impossible(
            _("Этот файл уже загружен %(day)s: документ № %(id)d «%(title)s». Второй раз он не нужен.")
            % {"day": f"{clock.moscow(first.created_at):%d.%m.%Y}", "id": first.pk, "title": first.title}
        )


def _save(outline: Outline, data: bytes, name: str, issuer: Organization, by: User | None) -> Resolution:
    resolution = Resolution(
        issuer=issuer,
        doc_kind=_fit(Resolution, "doc_kind", outline.doc_kind),
        number=_fit(Resolution, "number", outline.number),
        title=_fit(Resolution, "title", outline.title),
        place=_fit(Resolution, "place", outline.place),
        adopted_on=outline.adopted_on,
        is_draft_text=outline.is_draft_text,
        source_name=name[-300:],
        source_sha256=outline.sha256,
        created_by=by,
        created_at=clock.now(),
    )
    resolution.source.save(f"{outline.sha256[:16]}", ContentFile(data), save=False)
    resolution.save()
    kinds = {kind.name: kind for kind in Kind.objects.all()}
    for position, read_section in enumerate(outline.sections, start=1):
        words = _fit(Section, "heading", read_section.heading)
        section = Section.objects.create(resolution=resolution, position=position, heading=words)
        for place, read_directive in enumerate(read_section.directives, start=1):
            _save_directive(section, place, read_directive, read_section, kinds)
    return resolution


def _save_directive(
    section: Section, position: int, read: DirectiveText, heading: SectionText, kinds: dict[str, Kind]
) -> None:
    directive = Directive.objects.create(
        resolution=section.resolution,
        section=section,
        position=position,
        number=_fit(Directive, "number", read.number),
        text=read.text,
        due_text=_fit(Directive, "due_text", read.due_text),
        schedule=read.schedule or "",
        responsible_text=_fit(Directive, "responsible_text", read.responsible),
        source_place=_fit(Directive, "source_place", read.source_place),
    )
    known = {a.kind: a.text for a in read.addressees if a.kind}
    for kind, text in known.items():
        Addressee.objects.create(directive=directive, text=_fit(Addressee, "text", text), kind=kinds[kind])
    if len(known) < len(read.addressees) or not known:
        unknown = [a.text for a in read.addressees if not a.kind] or [heading.heading]
        Addressee.objects.create(directive=directive, text=_fit(Addressee, "text", "; ".join(unknown)))
    if read.due_on is not None:
        add_checkpoint(directive=directive, planned_on=read.due_on)


def _fit(model: type[Model], field: str, text: str) -> str:
    """The text as long as its column takes (PostgreSQL refuses more): a head of such length was misread anyway."""
    longest: int = getattr(model._meta.get_field(field), "max_length", None) or len(text)
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
