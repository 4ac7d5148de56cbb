"""What a person is told of once a day: lines under the bell that wait for the one letter of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from resolution_portal.notices.models import Letter, Notice

_BATCH = 2000


def waiting(user_ids: Iterable[int] | None = None) -> dict[int, list[Notice]]:
    """The lines that wait, by person, the oldest first; of everybody unless people are named."""
    found: dict[int, list[Notice]] = defaultdict(list)
    lines = Notice.objects.filter(for_digest=True).order_by("id")
    if user_ids is None:
        batches = [lines]
    else:
        keys = sorted(set(user_ids))
        batches = [lines.filter(recipient__in=keys[start : start + _BATCH]) for start in range(0, len(keys), _BATCH)]
    for batch in batches:
        for notice in batch:
            found[notice.recipient_id].append(notice)
    return dict(found)


def told(notices: Sequence[Notice], letter: Letter | None) -> bool:
    """Take the mark off, in the transaction of the letter that tells of them; whether all of them still waited."""
    marked = Notice.objects.filter(pk__in=[notice.pk for notice in notices], for_digest=True)
    return marked.update(for_digest=False, letter=letter) == len(notices)
