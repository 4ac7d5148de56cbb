"""What is due on a day: of each stream of a task the latest step that nobody has claimed.

Set-based: no task is loaded that has nothing due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from resolution_portal import clock
from resolution_portal.workdays.days import is_working_day
from tasks.models import ReminderClaim, Resolution, Rule, Status, Task
from tasks.reminding.rulebook import Rulebook, read
from tasks.reminding.steps import Rules, Step, place, stream_of, streams

_BATCH = 5000  # keys in one condition
_Streams = list[list[Step]]


@dataclass(frozen=True)
class Due:
    """One step to send for one task, and the earlier ones that it makes needless."""

    task: Task
    step: Step
    skipped: tuple[Step, ...] = ()


def due_steps(today: date, *, tasks: QuerySet[Task] | None = None, book: Rulebook | None = None) -> list[Due]:
    """All steps to be sent on the day; none on a day off. ``tasks`` narrows the question."""
    if not is_working_day(today):
        return []
    book = book or read()
    owed = (Task.objects.all() if tasks is None else tasks).filter(
        status__in=Status.owed(), resolution__status=Resolution.State.PUBLISHED, due_on__lte=book.horizon(today)
    )
    planned: dict[int, _Streams] = {}
    for (resolution, kind, due_on), steps in _groups(owed, book, today):
        here = owed.filter(resolution=resolution, organization__kind=kind, due_on=due_on)
        planned |= dict.fromkeys(here.filter(_unclaimed(steps)).values_list("pk", flat=True), steps)
    found = [due for batch in _batches(sorted(planned)) for due in _of(batch, planned)]
    return sorted(found, key=lambda due: (due.task.due_on, due.task.pk, due.step))


def next_of(
    task: Task, *, day: date, until: date, rules: Rules, taken: set[tuple[str, int]]
) -> Iterator[tuple[date, Due]]:
    """Of each stream of one task what is sent next, on the day or later, if nothing changes until then.

    ``taken`` are the claims of its date in force; whether the task is owed at all is the caller's question.
    """
    for stream in streams(task.due_on, rules, until=until):
        first = rules.first_day(stream[0].rule, day, until=until) if stream else day
        for then in sorted({first, *(step.day for step in stream if step.day > first)}):
            by_then = [step for step in stream if step.day <= then]
            due = next(_latest(task, by_then, taken), None) if by_then else None
            if due is not None:
                yield then, due
                break


def exists_for(step: Step, task: Task) -> bool:
    """Whether the step fell on a day on which the task had its date already.

    What was to be said before the date is not caught up for a task that did not have it then; being late is a state,
    and speaks for itself whenever it began.
    """
    return step.rule != Rule.BEFORE or step.day >= _in_force_since(task)


def _groups(owed: QuerySet[Task], book: Rulebook, today: date) -> Iterator[tuple[tuple[int, int, date], _Streams]]:
    keys = owed.order_by().values_list("resolution_id", "organization__kind_id", "due_on").distinct()
    for resolution, kind, due_on in sorted(keys):
        rules = book.of(resolution, kind)
        steps = [s for s in streams(due_on, rules, until=today) if s and _may_go(s[-1], rules, today)]
        if steps:
            yield (resolution, kind, due_on), steps


def _may_go(step: Step, rules: Rules, today: date) -> bool:
    """A step that was missed or held is not caught up in the quiet days of those it goes to."""
    return rules.first_day(step.rule, today, until=today) == today


def _unclaimed(steps: _Streams) -> Q:
    """Tasks of which the latest step of a stream is not claimed (the database's side of ``exists_for``, too)."""
    condition = Q(pk__in=[])
    for latest in (stream[-1] for stream in steps):
        claims = ReminderClaim.objects.filter(
            task=OuterRef("pk"), rule=latest.rule, due_on=OuterRef("due_on"), step=latest.number
        )
        missing = ~Q(Exists(claims))
        if latest.rule == Rule.BEFORE:
            missing &= Q(created_at__lt=_midnight(latest.day + timedelta(days=1))) & (
                ~Q(status=Status.RETURNED) | Q(changed_at__lt=_midnight(latest.day))
            )
        condition |= missing
    return condition


def _of(keys: list[int], planned: dict[int, _Streams]) -> Iterator[Due]:
    related = ("organization__kind", "directive__section", "resolution__issuer", "responsible")
    tasks = Task.objects.filter(pk__in=keys).select_related(*related)
    claimed = _claimed(keys)
    for task in tasks:
        taken = claimed[task.pk, task.due_on]
        for stream in planned[task.pk]:
            yield from _latest(task, stream, taken)


def _latest(task: Task, stream: list[Step], taken: set[tuple[str, int]]) -> Iterator[Due]:
    """The latest step unless it, or a later one of its stream (rules change), is taken; earlier missed ones with it."""
    latest = stream[-1]
    rules = stream_of(latest.rule)
    last = max((place(task.due_on, rule, number) for rule, number in taken if rule in rules), default=date.min)
    if latest.at <= last or (latest.rule, latest.number) in taken or not exists_for(latest, task):
        return
    since = clock.moscow(task.created_at).date()
    missed = [s for s in stream[:-1] if s.at > last and s.day >= since and exists_for(s, task)]
    yield Due(task, latest, tuple(missed))


def _claimed(keys: list[int]) -> dict[tuple[int, date], set[tuple[str, int]]]:
    found: dict[tuple[int, date], set[tuple[str, int]]] = defaultdict(set)
    rows = ReminderClaim.objects.filter(task__in=keys).order_by()
    for task, due_on, rule, step in rows.values_list("task_id", "due_on", "rule", "step"):
        found[task, due_on].add((rule, step))
    return found


def _in_force_since(task: Task) -> date:
    """The first day on which a reminder of the date in force could go: the day after a return, else the task's own."""
    if task.status == Status.RETURNED:
        return clock.moscow(task.changed_at).date() + timedelta(days=1)
    return clock.moscow(task.created_at).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.MOSCOW)


def _batches(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))
