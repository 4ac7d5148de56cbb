"""The day's reminders, while workers, beat and the message server are killed: the claim is exact, mail at-least-once.

Kills fall at seeded random moments of the work. At the end each item has its one claim and each person one letter
noted as sent; the mail server has taken it once, or more often if it was on its way at a kill, always under one
Message-ID.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from proofs.killing import HURRY, Embedded, Portal, Served
from proofs.mail_sink import Sink
from proofs.reminded import TASKS_EACH

SEED = 20221216
REDIS = shutil.which("redis-server") or shutil.which("valkey-server") or ""
PATIENCE = 420.0


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink(SEED, refuses=0.02, is_late=0.05)
    yield made
    made.stop()


@pytest.mark.postgres
@pytest.mark.skipif(not REDIS, reason="no redis-server on this machine to be killed")
def test_two_workers_beat_and_redis(sink: Sink, short: bool, tmp_path: Path, record_property: Any) -> None:
    portal = Served(tmp_path, sink.start(), server=os.environ["DATABASE_URL"], redis=REDIS)
    victims = ["worker-1", "redis"] if short else ["worker-1", "worker-2", "beat", "redis", "worker-1", "redis", "beat"]
    record_property("figure", prove(portal, sink, people=200 if short else 2000, victims=victims))


def test_the_embedded_portal(sink: Sink, short: bool, tmp_path: Path, record_property: Any) -> None:
    portal = Embedded(tmp_path, sink.start())
    victims = ["worker", "valkey"] if short else ["worker", "valkey", "beat", "launcher", "worker"]
    record_property("figure", prove(portal, sink, people=50 if short else 500, victims=victims))


def prove(portal: Portal, sink: Sink, *, people: int, victims: list[str]) -> str:
    """Run the day under kills; what came out, in figures."""
    drawn = random.Random(SEED)
    drawn.shuffle(victims)
    moments = sorted(drawn.uniform(0.02, 0.9) for _each in victims)
    started = time.monotonic()
    try:
        portal.fill(people=people)
        begun = time.monotonic()
        portal.start()
        for moment, victim in zip(moments, victims, strict=True):
            _wait(portal, people, moment)
            time.sleep(drawn.uniform(0, 0.5))
            portal.kill(victim, drawn)
        _wait(portal, people, 1)
        took = time.monotonic() - begun
        time.sleep(2 * float(HURRY["SWEEP_SECONDS"]))  # whoever would send a letter again does it now
        return _figures(portal, sink, people) + f"; {took:.0f} s, {time.monotonic() - started:.0f} with the filling"
    finally:
        portal.stop()


def _wait(portal: Portal, people: int, share: float) -> None:
    """Until so much of the work is done."""
    end = time.monotonic() + PATIENCE
    while (done := _done(portal, people)) < share:
        assert time.monotonic() < end, f"{done:.0%} done after {PATIENCE:.0f} s; killed: {portal.killed}"
        if portal.rows("SELECT min(state), max(state) FROM background_job") == [("failed", "failed")]:
            portal.ask("put_down()")  # as beat does every five minutes
        time.sleep(0.2)


def _done(portal: Portal, people: int) -> float:
    [(claims, sent)] = portal.rows(
        "SELECT (SELECT count(*) FROM tasks_reminderclaim), (SELECT count(*) FROM notices_letter WHERE state = 'sent')"
    )
    return float(claims / (people * TASKS_EACH) + sent / people) / 2


def _figures(portal: Portal, sink: Sink, people: int) -> str:
    claims = portal.rows("SELECT task_id, rule, due_on, step, state FROM tasks_reminderclaim")
    assert len(claims) == len({claim[0] for claim in claims}) == people * TASKS_EACH
    assert {(rule, step, state) for _task, rule, _due, step, state in claims} == {("before", 0, "sent")}
    letters = portal.rows("SELECT id, message_id, address, once_key, state FROM notices_letter")
    assert Counter(letter[4] for letter in letters) == {"sent": people}
    copies = portal.rows("SELECT claim_id, letter_id FROM tasks_remindercopy")
    assert len(copies) == len({claim for claim, _letter in copies}) == people * TASKS_EACH
    assert Counter(Counter(letter for _claim, letter in copies).values()) == {TASKS_EACH: people}
    taken = Counter(sink.taken)
    assert set(taken) == {(message_id, address) for _pk, message_id, address, _key, _state in letters}
    twice = {letter[0] for letter in letters if taken[letter[1], letter[2]] > 1}
    assert twice <= portal.in_flight
    assert people <= taken.total() <= people + len(portal.in_flight) * len(portal.killed)
    assert portal.rows("SELECT state FROM background_job ORDER BY id DESC LIMIT 1") == [("done",)]
    return (
        f"{len(claims):,} claims, {len(letters):,} letters sent, {taken.total():,} taken by the mail server"
        f" ({len(twice)} of {len(portal.in_flight)} in flight at the kills came twice; {sink.refused} answers were"
        f" «try again», {sink.late} late); killed: {', '.join(portal.killed)}"
    )
