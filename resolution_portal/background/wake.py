"""Waking Celery is a courtesy: the row is the queue, and the minute's sweep finds what nobody was told of."""

from __future__ import annotations

import logging
from time import monotonic
from typing import Any

from celery import Task

_log = logging.getLogger(__name__)
_REST = 30.0
_silent_until = 0.0


def wake(job: Task, *args: Any) -> None:
    """Tell the workers; a broker that is down is left alone for half a minute, so that nobody waits for it twice."""
    global _silent_until
    if monotonic() < _silent_until:
        return
    try:
        job.apply_async(args=args, retry=False, expires=60)
    except Exception as error:  # each broker has errors of its own, and none of them may stop the deed
        _silent_until = monotonic() + _REST
        _log.warning("the broker does not answer, the sweep will find the work: %s", error)
