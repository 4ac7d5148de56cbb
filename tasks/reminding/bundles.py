"""The day as a whole: what hangs together through its recipients is written together, so it is planned together.

A person's letter tells of several steps, and a step goes to several people; all of them, and no half, must be written
in one transaction. Most bundles are a school and its controller; a coordinator's escalations may tie up a region.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from organizations.models import User
from resolution_portal.notices import news
from resolution_portal.notices.models import Letter, Notice
from resolution_portal.workdays.days import is_working_day
from tasks.reminding import holding
from tasks.reminding.digest import Digest, key_of
from tasks.reminding.due import Due, due_steps
from tasks.reminding.recipients import Line, Mailbox, Part, Recipient, recipients

_BATCH = 5000
_TOGETHER = 200  # digests of one transaction, unless more of them hang together

Told = list[tuple[Recipient, Line]]


@dataclass
class Bundle:
    """Steps with their recipients, and the digests that tell of them."""

    told: list[tuple[Due, Told]] = field(default_factory=list)
    digests: list[Digest] = field(default_factory=list)


def plan(today: date) -> list[Bundle]:
    """What is to be sent on the day, has not been, and is not held; nothing on a day off.

    Whoever has had the letter of the day gets no second one: what has come up since goes on the next working day.
    """
    if not is_working_day(today):
        return []
    found = due_steps(today)
    told = list(zip(found, recipients(found, today=today), strict=True))
    holds = holding.on(today)
    told = [(due, to) for due, to in told if not holds.of(due.task, [recipient for recipient, _line in to])]
    waiting = news.waiting()
    readers = User.objects.in_bulk(list(waiting))
    busy = _busy({recipient for _due, to in told for recipient, _line in to} | set(readers.values()), today)
    told = [(due, to) for due, to in told if not any(key_of(recipient, today) in busy for recipient, _line in to)]
    digests = _digests(told, today)
    for user in readers.values():
        if key_of(user, today) not in busy:
            digests.setdefault(user, Digest(user, today)).news = waiting[user.pk]
    return list(_joined(_connected(told, digests)))


def _busy(asked: set[Recipient], today: date) -> set[str]:
    """Keys of the day's digests that are written already: as a letter, or as a line under the bell alone."""
    keys = sorted(key_of(recipient, today) for recipient in asked)
    found: set[str] = set()
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        for rows in (Letter.objects.filter(once_key__in=some), Notice.objects.filter(once_key__in=some)):
            found.update(rows.values_list("once_key", flat=True))
    return found


def _digests(told: Iterable[tuple[Due, Told]], today: date) -> dict[Recipient, Digest]:
    digests: dict[Recipient, Digest] = {}
    for _due, to in told:
        for recipient, line in to:
            digest = digests.setdefault(recipient, Digest(recipient, today))
            digest.lines.append(line)
            if isinstance(recipient, Mailbox):
                digest.contacts = [
                    person for person, other in to if other.part is Part.NOBODY and isinstance(person, User)
                ]
    return digests


def _connected(told: list[tuple[Due, Told]], digests: dict[Recipient, Digest]) -> Iterator[Bundle]:
    """Recipients that share a step belong to one bundle."""
    leader: dict[Recipient, Recipient] = {recipient: recipient for recipient in digests}

    def head(recipient: Recipient) -> Recipient:
        while leader[recipient] != recipient:
            leader[recipient] = recipient = leader[leader[recipient]]
        return recipient

    for _due, to in told:
        for recipient, _line in to[1:]:
            leader[head(recipient)] = head(to[0][0])
    bundles: dict[Recipient | None, Bundle] = defaultdict(Bundle)
    for due, to in told:
        bundles[head(to[0][0]) if to else None].told.append((due, to))
    for recipient, digest in digests.items():
        bundles[head(recipient)].digests.append(digest)
    yield from bundles.values()


def _joined(bundles: Iterable[Bundle]) -> Iterator[Bundle]:
    """Small bundles together, to spare transactions."""
    joined = Bundle()
    for bundle in bundles:
        if joined.told and len(joined.digests) + len(bundle.digests) > _TOGETHER:
            yield joined
            joined = Bundle()
        joined.told += bundle.told
        joined.digests += bundle.digests
    if joined.told or joined.digests:
        yield joined
