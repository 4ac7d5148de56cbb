"""``publish_resolution ID``: publish a saved document, or what is missing of a published one (docs/contracts.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from resolution_portal.problems import Absent, Invalid
from resolution_portal.terminal import PortalCommand
from tasks.models import Resolution
from tasks.services import publishing
from tasks.services.schedule import date_undated


class Command(PortalCommand):
    help = "Публикует документ: создаёт недостающие пункты на исполнении"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("id", type=int)
        parser.add_argument("--due", type=date.fromisoformat, help="срок пунктов, у которых своего нет")
        parser.add_argument("--dry-run", action="store_true", help="только посчитать")

    def perform(self, **options: Any) -> tuple[dict[str, Any], bool]:
        resolution = Resolution.objects.select_related("issuer").filter(pk=options["id"]).first()
        if resolution is None:
            raise Absent(_("Документа № %(id)d нет.") % {"id": options["id"]})
        if options["dry_run"]:
            seen = publishing.preview(resolution, due=options["due"])
            if seen.problems:
                raise Invalid(_("Документ ещё нельзя опубликовать."), errors=seen.problems)
            return {"created": seen.created, "existing": seen.existing, "by_kind": seen.by_kind}, True
        if options["due"]:
            date_undated(resolution=resolution, planned_on=options["due"])
        return publishing.publish_now(resolution=resolution, by=None), True

    def words(self, answer: dict[str, Any]) -> None:
        self.say(_("Создано пунктов на исполнении: %(created)d, было раньше: %(existing)d.") % answer)
        for kind, count in answer["by_kind"].items():
            self.say(f"  {kind}: {count}")
