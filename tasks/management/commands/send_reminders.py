"""``send_reminders``: what is due on a day, by the same service as each morning's run (docs/contracts.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from resolution_portal import clock
from resolution_portal.terminal import PortalCommand
from tasks.models import Channel
from tasks.reminding.bundles import plan
from tasks.services import reminders


class Command(PortalCommand):
    help = "Рассылает напоминания дня: каждое один раз, одно письмо человеку в день"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--today", type=date.fromisoformat, help="за какой день (ГГГГ-ММ-ДД)")
        parser.add_argument("--at", type=time.fromisoformat, help="во сколько по Москве (ЧЧ:ММ)")
        parser.add_argument("--dry-run", action="store_true", help="только показать, что было бы отправлено")

    def perform(self, **options: Any) -> tuple[dict[str, Any], bool]:
        today = options["today"] or clock.today()
        now = clock.now()
        if options["at"]:
            now = datetime.combine(today, options["at"], tzinfo=clock.MOSCOW)
        if options["dry_run"]:
            planned, outcome = _would_be(today)
        else:
            planned, outcome = [], reminders.send(today=today, now=now, channel=Channel.COMMAND)
        due = [*reminders.steps_of(today), *planned]
        return {
            "today": today,
            "due": due,
            "claimed": outcome.claimed,
            "already": len(due) - outcome.claimed,
            "skipped": outcome.skipped,
            "letters": outcome.letters,
        }, True

    def words(self, answer: dict[str, Any]) -> None:
        self.say(
            _("Напоминаний: %(claimed)d, отправлено раньше: %(already)d, пропущено: %(skipped)d, писем: %(letters)d.")
            % answer
        )


def _would_be(today: date) -> tuple[list[dict[str, Any]], reminders.Outcome]:
    bundles = plan(today)
    told = [pair for bundle in bundles for pair in bundle.told]
    steps = [
        reminders.as_json(due.task.pk, due.step.rule, due.step.number, due.task.due_on, {r.email for r, _line in to})
        for due, to in told
    ]
    letters = sum(1 for bundle in bundles for digest in bundle.digests if digest.draft())
    skipped = sum(len(due.skipped) for due, _to in told)
    return steps, reminders.Outcome(claimed=len(told), skipped=skipped, letters=letters)
