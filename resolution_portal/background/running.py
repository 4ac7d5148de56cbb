from __future__ import annotations

import datetime as dt
import logging
from time import monotonic
from typing import Any

from django.utils.translation import gettext as _

from resolution_portal import clock
from resolution_portal.background import claims
from resolution_portal.background.models import Job
from resolution_portal.background.registry import Progress, runner_for
from resolution_portal.problems import Impossible, Problem

_log = logging.getLogger(__name__)
_AGAIN_AFTER = [dt.timedelta(seconds=seconds) for seconds in (10, 60, 300, 900)]
_PROGRESS_EVERY = 0.5


class LeaseLost(Exception):
    """Another attempt holds the job now: this one must stop."""


def run(job_id: int, *, now: dt.datetime) -> bool:
    """Do the job unless it is done or somebody is at it (then a call changes nothing); whether this call took it."""
    job = claims.claim(job_id, now=now)
    if job is None:
        return False
    try:
        _finish(job, _work(job, now))
    except LeaseLost:
        _log.warning("job %s: another attempt took over", job_id)
    except Problem as refusal:
        _fail(job, refusal.detail)
    except Exception:
        _log.exception("job %s (%s), attempt %s", job_id, job.kind, job.attempts)
        _try_again(job)
    return True


def run_now(job: Job) -> Job:
    """Do the job here and now, for commands: no broker, no worker; a refusal or an error is raised, and kept."""
    Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(run_after=clock.now())
    claimed = claims.claim(job.pk, now=clock.now())
    if claimed is None:
        return _finished(job)
    try:
        _finish(claimed, _work(claimed, clock.now()))
    except Problem as refusal:
        _fail(claimed, refusal.detail)
        raise
    except Exception:
        _try_again(claimed)
        raise
    return Job.objects.get(pk=job.pk)


def give_up(now: dt.datetime) -> int:
    """Fail the jobs whose worker was lost in each of their attempts; how many."""
    lost = claims.due(now).filter(attempts__gte=claims.MAX_ATTEMPTS)
    return lost.update(
        state=Job.State.FAILED,
        error=_("Работа несколько раз прервалась и остановлена. Сообщите администратору портала."),
        finished_at=now,
        lease_until=None,
    )


def _work(job: Job, now: dt.datetime) -> dict[str, Any]:
    function = runner_for(job.kind)
    if function is None:
        raise LookupError(f"no runner for jobs of the kind {job.kind!r}")
    return function(job, now=now, progress=_progress_of(job))


def _progress_of(job: Job) -> Progress:
    """Writes at most twice a second, and always the first and the last step."""
    written = 0.0

    def progress(done: int, total: int, message: str = "", /) -> None:
        nonlocal written
        if monotonic() - written < _PROGRESS_EVERY and done < total:
            return
        written = monotonic()
        changes: dict[str, Any] = {"done": done, "total": max(total, done), "message": message[:300]}
        if not claims.hold(job, lease_until=clock.now() + claims.LEASE, **changes):
            raise LeaseLost
        job.done, job.total = changes["done"], changes["total"]

    return progress


def _finish(job: Job, result: dict[str, Any]) -> None:
    file = str(result.pop("file", ""))
    held = claims.hold(
        job,
        state=Job.State.DONE,
        done=job.total or job.done,
        result=result,
        result_file=file,
        error="",
        finished_at=clock.now(),
        lease_until=None,
    )
    if not held:
        raise LeaseLost


def _fail(job: Job, error: str) -> None:
    claims.hold(job, state=Job.State.FAILED, error=error, finished_at=clock.now(), lease_until=None)


def _try_again(job: Job) -> None:
    """An error may pass (a database restarted); a job that meets one each time fails."""
    if job.attempts >= claims.MAX_ATTEMPTS:
        _fail(job, _("Ошибка на нашей стороне, повторы не помогли. Сообщите администратору портала."))
        return
    again = clock.now() + _AGAIN_AFTER[job.attempts - 1]
    error = _("Произошла ошибка. Следующая попытка – в %(time)s.") % {"time": f"{clock.moscow(again):%H:%M}"}
    claims.hold(job, state=Job.State.QUEUED, run_after=again, error=error, lease_until=None)


def _finished(job: Job) -> Job:
    fresh = Job.objects.get(pk=job.pk)
    if not fresh.is_finished:
        raise Impossible(_("Эта работа уже выполняется. Подождите её окончания."))
    return fresh
