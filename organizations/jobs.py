"""What the calendar changes without anybody's deed."""

from celery import shared_task

from organizations.models import Organization
from organizations.services.people import route


@shared_task
def route_reviews() -> None:
    """Nightly: roles end by their date, and the queue of reviews goes to the next above."""
    route(Organization.objects.all())
