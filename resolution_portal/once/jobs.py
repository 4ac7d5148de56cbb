from celery import shared_task

from resolution_portal.once import keys


@shared_task
def forget_old_keys() -> None:
    """Daily: keys of forms and requests sent more than thirty days ago."""
    keys.forget_old()
