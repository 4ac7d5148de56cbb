"""Every invariant that the services keep, looked for in what was written past them."""

from collections import defaultdict
from datetime import date, time
from itertools import pairwise

import pytest

from organizations.permissions import reach_of
from resolution_portal.clock import moscow
from resolution_portal.workdays.days import add_working_days, is_working_day
from tasks.models import Event, Resolution, Task
from tasks.permissions import RULES
from tasks.transitions import TRANSITIONS

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def histories(region):
    found = defaultdict(list)
    events = Event.objects.select_related("task__directive", "task__organization", "by").order_by("at", "id")
    for event in events:
        found[event.task].append(event)
    return found


def test_acts_happen_in_working_hours_between_publication_and_yesterday(region):
    published = Resolution.objects.get().published_at
    for at in Event.objects.values_list("at", flat=True):
        local = moscow(at)
        assert published < at
        assert local.date() < region.today
        assert is_working_day(local.date())
        assert time(8, 30) <= local.time() < time(17, 30)


def test_each_act_begins_where_the_one_before_ended(histories):
    for task, events in histories.items():
        assert events[0].old_status == "new", task
        assert all(later.old_status == earlier.status for earlier, later in pairwise(events)), task
        acts = [event for event in events if event.action != "comment"]
        assert [event.task_version for event in acts] == list(range(2, 2 + len(acts))), task


def test_each_act_is_one_of_the_table_with_the_words_it_needs(histories):
    for event in (event for events in histories.values() for event in events):
        step = TRANSITIONS[event.action]
        assert event.old_status in step.sources
        assert event.status == (event.old_status if step.action == "comment" else step.target)
        assert len(event.comment) >= step.words


def test_each_act_is_by_somebody_who_may_and_for_the_right_place(histories):
    reaches: dict = {}
    for task, events in histories.items():
        for event in events:
            reach = reaches.setdefault(event.by, reach_of(event.by))
            place = RULES[TRANSITIONS[event.action].who].place(reach, task)
            assert place is not None, (task, event.action, event.by)
            assert place.organization_id == event.acting_for_id


def test_a_task_is_what_its_last_act_left(histories):
    for task, events in histories.items():
        last = events[-1]
        assert (task.status, task.due_on, task.report_number, task.on_time, task.version) == (
            last.status,
            last.due_on,
            last.report_number,
            last.on_time,
            last.task_version,
        )
        assert task.changed_at == [event for event in events if event.action != "comment"][-1].at


def test_untouched_tasks_are_as_published(histories):
    moment = Resolution.objects.get().published_at
    untouched = Task.objects.exclude(pk__in=[task.pk for task in histories])
    assert set(untouched.values_list("status", "version", "report_number", "on_time", "changed_at")) == {
        ("new", 1, 0, None, moment)
    }


def test_dates_and_timeliness_follow_the_rules(histories):
    for task, events in histories.items():
        due_on: date = task.first_due_on
        in_time = None
        for event in events:
            day = moscow(event.at).date()
            if event.action == "report":
                in_time = day <= due_on and in_time is not False
            if event.action == "return":
                due_on = max(due_on, add_working_days(day, 3))
            assert (event.due_on, event.on_time) == (due_on, in_time), (task, event.action)


def test_the_task_keeps_who_sent_and_who_decided(histories):
    for task, events in histories.items():
        sent = [event for event in events if event.action == "report"]
        decided = [event for event in events if event.action in ("accept", "return")]
        if sent:
            assert task.submitted_at == sent[-1].at
            assert task.submitted_on == moscow(sent[-1].at).date()
            assert task.submitted_by == task.written_by == sent[-1].by
        else:
            assert task.submitted_by is None and task.report_number == 0
        assert task.reviewed_by == (decided[-1].by if decided else None)
        assert task.accepted_at == (events[-1].at if task.status == "accepted" else None)
