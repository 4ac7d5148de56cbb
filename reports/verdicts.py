"""What became of a report: read from the task's Events, since a report itself knows only draft and sent (rule 2)."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.models import Event

_DECIDES = frozenset({"accept", "return", "recall", "reopen", "withdraw"})


def decisions(number: int, events: Iterable[Event]) -> list[Event]:
    """What was decided on report ``number`` before the next one came; ``events`` in the order they happened."""
    found: list[Event] = []
    under_review = False
    for event in events:
        if event.action == "report":
            under_review = event.report_number == number
        elif under_review and event.action in _DECIDES:
            found.append(event)
    return found


def verdict(number: int, events: Iterable[Event]) -> Event | None:
    """The last of them."""
    return next(reversed(decisions(number, events)), None)
