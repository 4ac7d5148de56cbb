"""Which function does which kind of job; each app registers its own from its room `jobs.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

from django.utils.functional import Promise

from resolution_portal.background.models import Job


class Progress(Protocol):
    """Says how far the work is and renews its lease; call it between transactions, at least once a minute."""

    def __call__(self, done: int, total: int, message: str = "", /) -> None: ...


class Runner(Protocol):
    """Does the work of one job, going on where a killed one stopped; gives its result («url» becomes a link)."""

    def __call__(self, job: Job, /, *, now: dt.datetime, progress: Progress) -> dict[str, Any]: ...


_runners: dict[str, Runner] = {}
_titles: dict[str, str | Promise] = {}


def runner(kind: str, *, title: str | Promise = "") -> Callable[[Runner], Runner]:
    """Register the function under the kind; the title heads the page of its jobs."""

    def register(function: Runner) -> Runner:
        _runners[kind] = function
        _titles[kind] = title
        return function

    return register


def runner_for(kind: str) -> Runner | None:
    return _runners.get(kind)


def title_of(kind: str) -> str:
    """The heading of a job's page, empty when its runner gave none."""
    return str(_titles.get(kind, ""))
