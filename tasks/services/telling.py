"""Who is told of an act on a task, and what: written in the act's own transaction, never to whoever did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Min
from django.urls import reverse

from organizations.models import Membership, Organization, Role, User
from organizations.permissions import reach_of
from resolution_portal.notices.telling import Message, tell
from tasks import wording
from tasks.models import Event, Status, Task
from tasks.permissions import RULES

#: What an act is called in messages; acts that are not here are told by nobody or by the layer above.
TYPES = {
    "accept": "accepted",
    "return": "returned",
    "reopen": "returned",
    "comment": "comment",
    "withdraw": "withdrawn",
    "restore": "restored",
}
_OPEN = (*Status.owed(), Status.SUBMITTED)


def tell_of(events: Sequence[Event]) -> None:
    """Tell of acts of one kind that one person has just done: one message a person, however many the tasks.

    The set costs as many queries as one act.
    """
    type = TYPES.get(events[0].action)
    if type is None:
        return
    told: dict[User, list[Event]] = defaultdict(list)
    concerned = _of_comment(events[0]) if type == "comment" else _executors([event.task for event in events])
    for event in events:
        for person in concerned[event.task_id]:
            if person.pk != event.by_id:
                told[person].append(event)
    if not told:
        return
    next_dates = _next_dates([event.task for event in events]) if type == "accepted" else {}
    contact = events[0].by or RULES["reviewer"].people(events[0].task).first()
    tell([_of(type, person, mine, next_dates, contact) for person, mine in told.items()], now=events[0].at)


def tell_reviewers(*, tasks: Sequence[Task], by: User, key: str, url: str, now: datetime) -> None:
    """Tell those who review them of one sending: one message a person, with the tasks that are theirs to review."""
    told: dict[User, list[Task]] = defaultdict(list)
    people: dict[tuple[int | None, int | None], list[User]] = {}
    for task in tasks:
        writers = (task.written_by_id, task.submitted_by_id)
        if writers not in people:  # all tasks of a sending are of one organization: only these differ
            people[writers] = list(RULES["reviewer"].people(task))
        for person in people[writers]:
            if person.pk != by.pk:
                told[person].append(task)
    messages = [
        message(
            "review",
            person,
            mine,
            once_key=f"review:{key}:{person.pk}",
            url=url,
            lead=wording.review(wording.in_order(mine)),
            contact=by,
        )
        for person, mine in told.items()
    ]
    if messages:
        tell(messages, now=now)


def message(
    type: str,
    person: User,
    tasks: Sequence[Task],
    *,
    once_key: str,
    url: str,
    lead: str,
    contact: User | None,
    template: str = "",
    is_read: bool = False,
    **context: Any,
) -> Message:
    """A message about these tasks; answers to its letter go to ``contact``, whom it names with the phone."""
    reply = {"Reply-To": contact.email} if contact else {}
    tasks = wording.in_order(tasks)
    return Message(
        recipient=person,
        type=type,
        template=template or f"tasks/letters/{type}",
        once_key=once_key,
        url=url,
        context={
            "salutation": person.get_salutation(),
            "lead": lead,
            "tasks": tasks,
            "task": tasks[0],
            "numbers": wording.numbers(tasks),
            "contact": contact,
            **context,
        },
        headers={"X-Portal-Tasks": ",".join(str(task.pk) for task in tasks), **reply},
        is_read=is_read,
    )


def reviewers_of(organizations: Collection[Organization]) -> dict[int, User]:
    """The first of those who review each organization: whom its letters name. One query for all."""
    nearest = {one.pk: one.controlled_from_id or one.pk for one in organizations}
    deciding = Membership.objects.live().filter(
        organization__in=set(nearest.values()), role__in=[Role.CONTROLLER, Role.COORDINATOR]
    )
    first: dict[int, User] = {}
    for membership in deciding.select_related("user").order_by("id"):
        first.setdefault(membership.organization_id, membership.user)
    return {pk: first[place] for pk, place in nearest.items() if place in first}


def _of(
    type: str, person: User, events: Sequence[Event], next_dates: Mapping[int, date], contact: User | None
) -> Message:
    event, tasks = events[0], [event.task for event in events]
    leads = {
        "accepted": lambda: wording.accepted(events, next_dates),
        "returned": lambda: wording.returned(event),
        "comment": lambda: wording.comment(event),
        "withdrawn": lambda: wording.withdrawn(event),
        "restored": lambda: wording.restored(event),
    }
    url = reverse("task", args=[tasks[0].pk])
    if len(tasks) > 1:
        documents = {task.resolution_id for task in tasks}
        of_one = {"resolution": documents.pop()} if len(documents) == 1 else {}
        url = f"{reverse('tasks')}?{urlencode({**of_one, 'status': event.status})}"
    return message(
        type,
        person,
        tasks,
        once_key=f"{type}:{event.pk}:{person.pk}",
        url=url,
        lead=leads[type](),
        contact=contact,
        event=event,
        lines=[(task, wording.stays(next_dates.get(task.pk))) for task in wording.in_order(tasks)],
    )


def _executors(tasks: Sequence[Task]) -> dict[int, list[User]]:
    """By task: who is responsible for it and who sent its report, of those who execute there now; else all these."""
    there: dict[int, list[User]] = defaultdict(list)
    executors = Membership.objects.live().filter(
        organization__in={task.organization_id for task in tasks}, role=Role.EXECUTOR
    )
    for membership in executors.select_related("user").order_by("id"):
        there[membership.organization_id].append(membership.user)
    found = {}
    for task in tasks:
        at_it = [one for one in there[task.organization_id] if one.pk in (task.responsible_id, task.submitted_by_id)]
        found[task.pk] = at_it or there[task.organization_id]
    return found


def _of_comment(event: Event) -> dict[int, list[User]]:
    """The other side: an executor's words go to the reviewers, theirs to the executors, those from above to both."""
    task, by = event.task, event.by
    reviewers = list(RULES["reviewer"].people(task))
    if by is not None and RULES["executor"].allows(reach_of(by), task):
        return {task.pk: reviewers}
    executors = _executors([task])[task.pk]
    return {task.pk: _once(executors if by in reviewers else [*executors, *reviewers])}


def _once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())


def _next_dates(tasks: Sequence[Task]) -> dict[int, date]:
    """By task: the nearest date on which its organization still owes a report on the same directive. One query."""
    rows = Task.objects.filter(
        directive__in={task.directive_id for task in tasks},
        organization__in={task.organization_id for task in tasks},
        status__in=_OPEN,
    ).order_by()
    dates = {
        (directive, organization): due_on
        for directive, organization, due_on in rows.values_list("directive", "organization").annotate(Min("due_on"))
    }
    return {task.pk: dates[key] for task in tasks if (key := (task.directive_id, task.organization_id)) in dates}
