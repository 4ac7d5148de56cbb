from celery import shared_task

from resolution_portal import clock
from resolution_portal.background.wake import wake
from resolution_portal.notices import delivery

_AT_ONCE = 200


@shared_task(acks_late=True)
def deliver(letter_id: int) -> None:
    """Send one letter."""
    delivery.deliver(letter_id, now=clock.now())


@shared_task
def sweep() -> None:
    """Each minute, and after many were written at once: send what is due; a full round calls the next."""
    if delivery.deliver_due(now=clock.now(), limit=_AT_ONCE) == _AT_ONCE:
        wake(sweep)
