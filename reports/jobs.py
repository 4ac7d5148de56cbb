from celery import shared_task

from reports.services import uploading


@shared_task
def forget_old_uploads() -> None:
    """Nightly: uploads that nobody finished within their days, with their pieces."""
    uploading.forget_old()
