"""The transition table as data: buttons, ``allowed_actions`` and the services' checks all read it.

The table itself is a contract (docs/contracts.md); who may is decided by the rule named in ``who``
(``tasks/permissions.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks.models.task import Status

#: Where an act leads when it takes back an earlier one.
BEFORE = "before"
#: Where an act leads when it leaves the status alone.
STAYS = "stays"


@dataclass(frozen=True)
class Transition:
    """One act: from which statuses, to which, by whom, with how many characters of reason at least (0: none)."""

    action: str
    sources: frozenset[str]
    target: str
    who: str
    label: str | Promise
    words: int = 0
    done: str | Promise = ""

    @property
    def needs_words(self) -> bool:
        return self.words > 0


def _of(*statuses: Status) -> frozenset[str]:
    return frozenset(str(status) for status in statuses)


TRANSITIONS: dict[str, Transition] = {
    transition.action: transition
    for transition in (
        Transition(
            action="start",
            sources=_of(Status.NEW),
            target=Status.IN_PROGRESS,
            who="executor",
            label=_("Взять в работу"),
            done=_("Пункт взят в работу."),
        ),
        Transition(
            action="report",
            sources=_of(Status.NEW, Status.IN_PROGRESS, Status.RETURNED),
            target=Status.SUBMITTED,
            who="executor",
            label=_("Заполнить отчёт"),
            done=_("Отчёт отправлен на проверку."),
        ),
        Transition(
            action="recall",
            sources=_of(Status.SUBMITTED),
            target=BEFORE,
            who="executor",
            label=_("Отозвать отчёт"),
            done=_("Отчёт отозван: исправьте его и отправьте снова."),
        ),
        Transition(
            action="accept",
            sources=_of(Status.SUBMITTED),
            target=Status.ACCEPTED,
            who="reviewer",
            label=_("Принять отчёт"),
            done=_("Отчёт принят."),
        ),
        Transition(
            action="return",
            sources=_of(Status.SUBMITTED),
            target=Status.RETURNED,
            who="reviewer",
            label=_("Вернуть на доработку"),
            words=1,
            done=_("Отчёт возвращён на доработку."),
        ),
        Transition(
            action="reopen",
            sources=_of(Status.ACCEPTED),
            target=Status.RETURNED,
            who="reviewer",
            label=_("Возобновить"),
            words=1,
            done=_("Исполнение возобновлено."),
        ),
        Transition(
            action="withdraw",
            sources=_of(Status.NEW, Status.IN_PROGRESS, Status.SUBMITTED, Status.RETURNED),
            target=Status.WITHDRAWN,
            who="superior",
            label=_("Снять без исполнения"),
            words=1,
            done=_("Пункт снят без исполнения."),
        ),
        Transition(
            action="restore",
            sources=_of(Status.WITHDRAWN),
            target=BEFORE,
            who="superior",
            label=_("Вернуть на контроль"),
            done=_("Пункт возвращён на контроль."),
        ),
        Transition(
            action="comment",
            sources=_of(Status.NEW, Status.IN_PROGRESS, Status.SUBMITTED, Status.RETURNED, Status.ACCEPTED),
            target=STAYS,
            who="commenter",
            label=_("Добавить комментарий"),
            words=1,
            done=_("Комментарий добавлен."),
        ),
    )
}

#: Working days that a return or a reopening leaves at least for mending (CONTRACTS, ``return``).
RETURN_WORKING_DAYS = 3
