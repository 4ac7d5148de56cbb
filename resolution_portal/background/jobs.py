from celery import shared_task

from resolution_portal import clock
from resolution_portal.background import claims, running
from resolution_portal.background.wake import wake

_AT_ONCE = 100


@shared_task(acks_late=True)
def run_job(job_id: int) -> None:
    """Do one job."""
    running.run(job_id, now=clock.now())


@shared_task
def sweep() -> None:
    """Each minute: what nobody was told of, and what a killed worker left."""
    now = clock.now()
    running.give_up(now)
    for job_id in claims.due(now).order_by("run_after").values_list("pk", flat=True)[:_AT_ONCE]:
        wake(run_job, job_id)
