"""``import_resolution FILE``: read a document, save it, publish it when asked (docs/contracts.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from organizations.models import Organization, User
from resolution_portal.problems import FieldProblem, Invalid, Problem
from resolution_portal.terminal import PortalCommand
from tasks.intake.blocks import Unreadable
from tasks.intake.kinds import MAX_BYTES
from tasks.intake.shape import Outline, as_json
from tasks.models import Resolution
from tasks.services import importing, publishing
from tasks.services.schedule import date_undated


class Command(PortalCommand):
    help = "Читает документ и ставит его на контроль"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--publish", action="store_true", help="опубликовать сразу")
        parser.add_argument("--due", type=date.fromisoformat, help="срок пунктов, у которых своего нет")
        parser.add_argument("--issuer", help="название или номер организации, которая ставит документ на контроль")
        parser.add_argument("--user", help="от чьего имени (e-mail)")
        parser.add_argument("--dry-run", action="store_true", help="только прочитать")

    def perform(self, **options: Any) -> tuple[dict[str, Any], bool]:
        path: Path = options["file"]
        data = _bytes(path)
        outline = _read(data, path.name)
        answer = as_json(outline) | {
            "id": None,
            "issuer": None,
            "published": False,
            "tasks": {"created": 0, "existing": 0},
        }
        answer["problems"] = [*answer["problems"], *_undated(outline, options)]
        refused = bool(answer["problems"]) and (options["publish"] or options["dry_run"] or not outline.sections)
        if options["dry_run"] or refused:
            return answer, not answer["problems"]
        issuer, user = _issuer(options["issuer"]), self.person(options["user"])
        resolution = importing.import_document(outline=outline, data=data, name=path.name, issuer=issuer, by=user)
        answer |= {"id": resolution.pk, "issuer": issuer.name}
        if options["publish"]:
            answer |= _publish(resolution, user, options["due"])
        return answer, True

    def words(self, answer: dict[str, Any]) -> None:
        """What a person reads instead of JSON."""
        directives = [directive for section in answer["sections"] for directive in section["directives"]]
        self.say(
            _("«%(title)s»: разделов %(sections)d, пунктов %(directives)d.")
            % {"title": answer["title"], "sections": len(answer["sections"]), "directives": len(directives)}
        )
        for problem in answer["problems"]:
            self.complain(_("Строка %(line)s: %(message)s") % problem if problem["line"] else problem["message"])
        if answer["published"]:
            self.say(_("Опубликовано: создано пунктов на исполнении %(created)d.") % answer["tasks"])
        elif answer["id"]:
            self.say(_("Сохранено черновиком № %(id)d.") % answer)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one more shows that it is too large, however large it is
    except OSError as error:
        raise Invalid(_("Файл не открывается: %(path)s (%(why)s).") % {"path": path, "why": error.strerror}) from error


def _read(data: bytes, name: str) -> Outline:
    try:
        return importing.read(data=data, name=name)
    except Unreadable as error:
        raise Invalid(str(error)) from error


def _undated(outline: Outline, options: dict[str, Any]) -> list[dict[str, Any]]:
    """A missing date is a problem only with ``--publish``."""
    if not options["publish"] or options["due"]:
        return []
    missing = [d for section in outline.sections for d in section.directives if d.due_on is None]
    message = _("Пункт %(number)s: нет срока. Укажите его в документе или ключом --due.")
    return [{"line": d.line, "code": "no_due_date", "message": message % {"number": d.number}} for d in missing]


def _issuer(named: str | None) -> Organization:
    """The organization of this name or number, else the only root."""
    if named is None:
        roots = list(Organization.objects.filter(parent__isnull=True, closed_on__isnull=True)[:2])
        if len(roots) != 1:
            raise Invalid(_("Укажите ключом --issuer, какая организация ставит документ на контроль."))
        return roots[0]
    is_number = named.isdecimal() and len(named) < 19
    same = Organization.objects.filter(pk=int(named)) if is_number else Organization.objects.filter(name=named)
    found = list(same[:2]) or list(Organization.objects.filter(short_name=named)[:2])
    if len(found) != 1:
        raise Invalid(_("Организация не найдена или их несколько: %(named)s.") % {"named": named})
    return found[0]


def _publish(resolution: Resolution, user: User | None, due: date | None) -> dict[str, Any]:
    """Publish at once; a refusal leaves the draft, which is named, so that nothing read is lost."""
    try:
        if due is not None:
            date_undated(resolution=resolution, planned_on=due)
        done = publishing.publish_now(resolution=resolution, by=user)
    except Problem as refusal:
        where = _("Документ сохранён черновиком № %(id)d, но не опубликован.") % {"id": resolution.pk}
        raise Invalid(f"{refusal.detail} {where}", errors=list[FieldProblem](refusal.errors)) from refusal
    return {"published": True, "tasks": {"created": done["created"], "existing": done["existing"]}}
