"""What those who sign in to the demo find."""

import pytest

from organizations.models import User
from organizations.permissions import reach_of
from reports.models import ProgressReport
from tasks.models import Event, Task
from tasks.permissions import to_review

pytestmark = pytest.mark.django_db


def test_named_people_see_what_the_tour_shows(region):
    assert statuses("school@portal.example") == {
        "4.1": "accepted",
        "4.2": "returned",
        "4.3": "in_progress",
        "4.4": "new",
        "4.5": "submitted",
        "4.6": "accepted",
    }
    assert ProgressReport.objects.filter(
        task__directive__number="4.3", author__email="school@portal.example", state="draft"
    ).exists()
    overdue = Task.objects.overdue(region.today).filter(organization__memberships__user__email="school2@portal.example")
    assert [task.directive.number for task in overdue] == ["4.1"]
    own = Task.objects.get(directive__number="1.3")
    assert (own.status, own.submitted_by.email) == ("submitted", "department@portal.example")
    heads = [User.objects.get(email=f"{name}@portal.example") for name in ("coordinator", "department-head")]
    assert all(Task.objects.filter(to_review(reach_of(head)), pk=own.pk).exists() for head in heads)


def test_withdrawn_tasks_have_reasons_of_their_own(region):
    words = list(Event.objects.filter(action="withdraw").values_list("comment", flat=True))
    assert 3 <= len(words) == len(set(words)) <= 6
    assert Task.objects.filter(status="withdrawn").count() == len(words)


def test_some_tasks_have_nobody_responsible(region):
    begun = Task.objects.exclude(status__in=("new", "withdrawn"))
    assert 0 < begun.filter(responsible=None).count() < 0.2 * begun.count()


def statuses(email):
    own = Task.objects.filter(organization__memberships__user__email=email)
    return dict(own.values_list("directive__number", "status"))
