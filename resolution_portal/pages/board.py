"""What the desks above schools look at: figures that are links, dates ahead, who lags, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Organization, User
from organizations.permissions import Reach
from resolution_portal.workdays.days import working_days_between
from tasks.models import Directive, Resolution, Status, Task
from tasks.models.task import LEVELS
from tasks.permissions import to_review
from tasks.querysets import Progress, TaskQuerySet
from tasks.questions import OWED, Answer, Question, answers, list_questions, list_url, overdue

WEEKS_AHEAD = 4
LINES = 8


@dataclass(frozen=True)
class Figure:
    """One big number, a link to what it counts; ``share`` is its percentage of ``of``."""

    answer: Answer
    of: int | None = None
    share: str = ""


@dataclass(frozen=True)
class Debtor:
    """An organization with what it and all below it owe after the date."""

    organization: Organization
    number: int
    url: str


@dataclass(frozen=True)
class DateAhead:
    """One item's date ahead: how many of how many are still owed."""

    directive: Directive
    due_on: date
    owed: int
    total: int
    url: str


@dataclass(frozen=True)
class Waiting:
    """A report that waits for this person's review."""

    task: Task
    days: int


def figures(tasks: TaskQuerySet, today: date) -> list[Figure]:
    """Five numbers over everything in sight."""
    yesterday = (today - timedelta(days=1)).isoformat()
    due = Q(due_on__lt=today)
    done = due & Q(status=Status.ACCEPTED)
    total, came, accepted, on_time, review, late = answers(
        [
            Question("total", "", Q()),
            Question("due", gettext_lazy("Срок наступил"), due, {"due_before": yesterday}),
            Question("accepted", gettext_lazy("Исполнено"), done, {"due_before": yesterday, "status": "accepted"}),
            Question(
                "on_time",
                gettext_lazy("В срок"),
                done & Q(on_time=True),
                {"due_before": yesterday, "status": "accepted", "on_time": "1"},
            ),
            Question("review", gettext_lazy("На проверке"), Q(status=Status.SUBMITTED), {"status": "submitted"}),
            _renamed(overdue(today), gettext_lazy("Не исполнено в срок")),
        ],
        tasks,
    )
    return [
        Figure(came, total.number),
        Figure(accepted, came.number, _percent(accepted.number, came.number)),
        Figure(on_time, came.number, _percent(on_time.number, came.number)),
        Figure(review),
        Figure(late, came.number),
    ]


def counters(tasks: TaskQuerySet, reach: Reach, today: date) -> list[Answer]:
    """The chips of the middle desk; «На проверке» there is the person's own queue."""
    asked = [question for question in list_questions(today) if question.key not in ("all", "review")]
    found = answers(asked, tasks)
    if any(place.decides for place in reach.places):
        queue = Task.objects.filter(to_review(reach)).count()
        found.insert(0, Answer("review", _("Ждут вашей проверки"), queue, reverse("review")))
    return found


def lagging(tasks: TaskQuerySet, reach: Reach, today: date) -> list[Debtor]:
    """Organizations one level below the person's own, with all below them, by what is overdue there."""
    depth = min((place.depth for place in reach.tops), default=0) + 1
    column = f"level_{min(depth, LEVELS - 1)}"
    late = tasks.overdue(today).filter(**{f"{column}__isnull": False}).order_by()
    rows = list(late.values_list(column).annotate(number=Count("pk")).order_by("-number", column)[:LINES])
    named = Organization.objects.in_bulk([pk for pk, _number in rows])
    return [Debtor(named[pk], number, list_url({"under": pk, "overdue": "1"})) for pk, number in rows]


def next_dates(tasks: TaskQuerySet, today: date) -> list[DateAhead]:
    """What is due within four weeks, item by item."""
    ahead = tasks.filter(due_on__gte=today, due_on__lte=today + timedelta(weeks=WEEKS_AHEAD))
    rows = (
        ahead.exclude(status=Status.WITHDRAWN)
        .order_by("due_on", "directive__section__position", "directive__position")
        .values_list("due_on", "directive")
        .annotate(total=Count("pk"), owed=Count("pk", filter=Q(status__in=OWED)))
    )
    found = list(rows[: 2 * LINES])
    directives = Directive.objects.select_related("section").in_bulk([directive for _day, directive, *_counts in found])
    return [
        DateAhead(directives[pk], due_on, owed, total, list_url(_owed_on(pk, due_on)))
        for due_on, pk, total, owed in found
    ]


def longest_waiting(reach: Reach, today: date) -> list[Waiting]:
    """The oldest reports of the person's own queue."""
    queue = Task.objects.filter(to_review(reach)).select_related("directive", "organization", "submitted_by")
    return [
        Waiting(task, working_days_between(task.submitted_on, today))
        for task in queue.order_by("submitted_at", "pk")[:LINES]
        if task.submitted_on
    ]


def documents(user: User, tasks: TaskQuerySet) -> list[tuple[Resolution, Progress]]:
    """Published documents with how far they are."""
    published = Resolution.objects.visible_to(user).filter(status=Resolution.State.PUBLISHED)
    progress = tasks.progress_by("resolution")
    return [(document, progress.get(document.pk, Progress())) for document in published]


def _owed_on(directive: int, due_on: date) -> dict[str, str | int | tuple[str, ...]]:
    day = due_on.isoformat()
    return {"directive": directive, "status": OWED, "due_after": day, "due_before": day}


def _percent(part: int, whole: int) -> str:
    """«93,5», empty without a whole."""
    return f"{100 * part / whole:.1f}".replace(".", ",") if whole else ""


def _renamed(question: Question, label: str | Promise) -> Question:
    return Question(question.key, label, question.where, question.parameters, question.tone)
