"""A task's history in plain sentences: «Иванова Е. В. отправила отчёт № 2»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import User
from resolution_portal.components.dates import day
from resolution_portal.components.typography import short_name
from tasks.models import Event, Task

# Action: what a woman did, what a man did, what was done (by the system, or by somebody whose patronymic says nothing).
_SENTENCES: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "start": (
        gettext_lazy("%(who)s взяла пункт в работу"),
        gettext_lazy("%(who)s взял пункт в работу"),
        gettext_lazy("Пункт взят в работу"),
    ),
    "report": (
        gettext_lazy("%(who)s отправила отчёт № %(number)s"),
        gettext_lazy("%(who)s отправил отчёт № %(number)s"),
        gettext_lazy("Отправлен отчёт № %(number)s"),
    ),
    "recall": (
        gettext_lazy("%(who)s отозвала отчёт"),
        gettext_lazy("%(who)s отозвал отчёт"),
        gettext_lazy("Отчёт отозван"),
    ),
    "accept": (
        gettext_lazy("%(who)s приняла отчёт № %(number)s, пункт исполнен"),
        gettext_lazy("%(who)s принял отчёт № %(number)s, пункт исполнен"),
        gettext_lazy("Принят отчёт № %(number)s, пункт исполнен"),
    ),
    "return": (
        gettext_lazy("%(who)s вернула отчёт № %(number)s на доработку"),
        gettext_lazy("%(who)s вернул отчёт № %(number)s на доработку"),
        gettext_lazy("Отчёт № %(number)s возвращён на доработку"),
    ),
    "reopen": (
        gettext_lazy("%(who)s возобновила исполнение"),
        gettext_lazy("%(who)s возобновил исполнение"),
        gettext_lazy("Исполнение возобновлено"),
    ),
    "withdraw": (
        gettext_lazy("%(who)s сняла пункт без исполнения"),
        gettext_lazy("%(who)s снял пункт без исполнения"),
        gettext_lazy("Пункт снят без исполнения"),
    ),
    "restore": (
        gettext_lazy("%(who)s вернула пункт на контроль"),
        gettext_lazy("%(who)s вернул пункт на контроль"),
        gettext_lazy("Пункт возвращён на контроль"),
    ),
    "comment": (
        gettext_lazy("%(who)s добавила комментарий"),
        gettext_lazy("%(who)s добавил комментарий"),
        gettext_lazy("Добавлен комментарий"),
    ),
}


@dataclass(frozen=True)
class Entry:
    """One line of a timeline."""

    at: datetime
    event: str
    text: str
    words: str = ""
    url: str = ""


def history(task: Task, events: Sequence[Event]) -> list[Entry]:
    """The whole story, the newest first; ``events`` in the order in which they happened."""
    sent = Entry(task.created_at, "created", _("Пункт направлен организации"))
    return [*reversed(entries(events, task.first_due_on)), sent]


def entries(events: Iterable[Event], due_on: date | None = None) -> list[Entry]:
    """Events as lines; where the due date moved away from ``due_on`` and on, the line says to when."""
    lines = []
    for event in events:
        text = sentence(event)
        if due_on and event.due_on != due_on:
            text = _("%(text)s, срок теперь %(day)s") % {"text": text, "day": day(event.due_on)}
        due_on = event.due_on if due_on else None
        lines.append(Entry(event.at, event.action, text, event.comment))
    return lines


def sentence(event: Event) -> str:
    """Who did what, by the gender that the patronymic tells."""
    woman, man, nobody = _SENTENCES[event.action]
    number = {"number": event.report_number}
    ending = event.by.patronymic[-2:].lower() if event.by else ""
    if event.by and ending in ("на", "зы"):
        return str(woman) % {"who": short_name(event.by), **number}
    if event.by and ending in ("ич", "лы"):
        return str(man) % {"who": short_name(event.by), **number}
    return _signed(str(nobody) % number, event.by)


def _signed(text: str, by: User | None) -> str:
    return f"{text} ({short_name(by)})" if by else text
