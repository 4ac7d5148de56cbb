"""``export_summary``: the summary of a document as a file (docs/contracts.md)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from organizations.models import User
from reports.exports.export import FORMATS, export
from reports.summary.table import GROUPINGS, build
from resolution_portal import clock
from resolution_portal.problems import Absent, Invalid
from resolution_portal.terminal import PortalCommand
from tasks.models import Resolution


class Command(PortalCommand):
    help = "Записывает сводную таблицу документа в файл"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--resolution", type=int, required=True, help="номер документа в системе")
        parser.add_argument("--format", choices=sorted(FORMATS), default="xlsx", help="вид файла")
        parser.add_argument("--output", type=Path, required=True, help="куда записать")
        parser.add_argument("--group-by", choices=GROUPINGS, default=GROUPINGS[0], help="что стоит в строках")
        parser.add_argument("--as", dest="person", metavar="EMAIL", help="чьими глазами; без ключа видно всё")
        parser.add_argument("--as-of", type=date.fromisoformat, help="по состоянию на день; пока только сегодня")

    def perform(self, **options: Any) -> tuple[dict[str, Any], bool]:
        today = clock.today()
        if options["as_of"] not in (None, today):
            words = _("Таблица на прошедший или будущий день пока не строится: уберите --as-of или укажите %(today)s.")
            raise Invalid(words % {"today": today.isoformat()})
        user = self.person(options["person"])
        resolution = _resolution(options["resolution"], user)
        table = build(resolution=resolution, user=user, on=today, group_by=options["group_by"])
        with _replacing(options["output"]) as file:
            export(table=table, format=options["format"], by=user, into=file)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it is a real file
        return {"path": str(options["output"]), "rows": len(table.rows), "sha256": digest}, True

    def words(self, answer: dict[str, Any]) -> None:
        self.say(_("Записано: %(path)s, строк %(rows)d.") % answer)


def _resolution(pk: int, user: User | None) -> Resolution:
    """The published document of this number, when the person sees it."""
    seen = Resolution.objects.all() if user is None else Resolution.objects.visible_to(user)
    found = seen.exclude(status=Resolution.State.DRAFT).select_related("issuer__kind").filter(pk=pk).first()
    if found is None:
        raise Absent(_("Опубликованного документа № %(id)d нет.") % {"id": pk})
    return found


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file beside ``path`` that takes its place when all is written; nothing is left of a failed one."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        words = _("Файл не записать: %(path)s (%(why)s).")
        raise Invalid(words % {"path": path, "why": error.strerror}) from error
    try:
        with open(handle, "w+b") as file:
            yield file
        Path(name).chmod(0o644)
        os.replace(name, path)
    except OSError as error:
        words = _("Файл не записать: %(path)s (%(why)s).")
        raise Invalid(words % {"path": path, "why": error.strerror}) from error
    finally:
        Path(name).unlink(missing_ok=True)
