"""«Что нужно сделать»: one organization's own items, in buckets that do not overlap and groups by date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.models import Organization, User
from organizations.permissions import Place
from reports.models import ProgressReport
from resolution_portal import clock
from resolution_portal.components.dates import day, day_weekday
from resolution_portal.components.typography import short_name
from resolution_portal.workdays.days import working_days_between
from tasks.history import Entry, entries
from tasks.models import Event, Status, Task
from tasks.permissions import RULES
from tasks.querysets import exactly
from tasks.questions import OWED, Answer, Parameters, Question, answers, overdue

LONGEST_LIST = 200
RECENT = 6
_NOT_RETURNED = [Status.NEW.value, Status.IN_PROGRESS.value]
_ORDER = [Status.RETURNED, Status.IN_PROGRESS, Status.NEW, Status.SUBMITTED, Status.ACCEPTED, Status.WITHDRAWN]


@dataclass(frozen=True)
class Item:
    """One line: a task and what is said under its title."""

    task: Task
    sub: str


@dataclass(frozen=True)
class Group:
    """Items of one document and date, or all that is overdue."""

    title: str
    note: str
    items: list[Item]
    is_late: bool = False


@dataclass(frozen=True)
class Work:
    """The whole of an executor's start page."""

    organization: Organization
    lead: str
    counters: list[Answer]
    groups: list[Group]
    total: int
    accepted: int
    submitted: int
    nearest: date | None
    first: Task | None
    together: int
    owed: int
    reviewers: QuerySet[User]
    recent: list[Entry]


def work_of(user: User, place: Place, *, alone: bool) -> Work:
    """What this organization has to do; ``alone``: a list without further words is already this organization's."""
    organization = Organization.objects.get(pk=place.organization_id)
    today = clock.today()
    scope = Task.objects.visible_to(user).filter(exactly(place))
    tasks = _load(scope)
    owed = [task for task in tasks if task.status in OWED]
    nearest = min((task.due_on for task in owed if task.due_on >= today), default=None)
    base: Parameters = {} if alone else {"organization": place.organization_id}
    counted = answers(_buckets(today, nearest), scope, base)
    number = {answer.key: answer.number for answer in counted}
    urgent = sorted(owed, key=lambda task: (task.due_on, _ORDER.index(Status(task.status))))
    return Work(
        organization=organization,
        lead=_lead(number, owed, nearest),
        counters=[answer for answer in counted if answer.number or answer.key not in ("later", "withdrawn")],
        groups=_groups(tasks, _subs(user, tasks, today), today),
        total=sum(number.values()),
        accepted=number["accepted"],
        submitted=number["submitted"],
        nearest=nearest,
        first=urgent[0] if urgent else None,
        together=sum(1 for task in owed if _report_of(task) == _report_of(urgent[0])),
        owed=len(owed),
        reviewers=RULES["reviewer"].people(tasks[0]) if tasks else User.objects.none(),
        recent=_recent(scope),
    )


def groups_of(user: User, scope: QuerySet[Task]) -> list[Group]:
    """The same groups for whoever looks at an organization."""
    today, tasks = clock.today(), _load(scope)
    return _groups(tasks, _subs(user, tasks, today), today)


def _report_of(task: Task) -> tuple[int, date]:
    """What is reported on one page."""
    return task.resolution_id, task.first_due_on


def _load(scope: QuerySet[Task]) -> list[Task]:
    related = scope.select_related("directive__section", "resolution", "checkpoint", "organization")
    return list(related.order_by("due_on", "directive__section__position", "directive__position", "pk")[:LONGEST_LIST])


def _buckets(today: date, nearest: date | None) -> list[Question]:
    """Each task is in exactly one of them."""
    ahead = Q(due_on__gte=today)
    edge = nearest or today
    label = _("До %(day)s") % {"day": day(edge)} if nearest else _("К ближайшему сроку")
    soon: Parameters = {"status": _NOT_RETURNED, "overdue": "0", "due_before": edge.isoformat()}
    later: Parameters = {"status": _NOT_RETURNED, "due_after": (edge + timedelta(days=1)).isoformat()}
    return [
        overdue(today),
        Question(
            "returned",
            _("На доработке"),
            Q(status=Status.RETURNED) & ahead,
            {"status": "returned", "overdue": "0"},
            "back",
        ),
        Question("soon", label, Q(status__in=_NOT_RETURNED, due_on__lte=edge) & ahead, soon),
        Question("later", _("Позже"), Q(status__in=_NOT_RETURNED, due_on__gt=edge), later),
        Question("submitted", _("На проверке"), Q(status=Status.SUBMITTED), {"status": "submitted"}),
        Question("accepted", _("Исполнено"), Q(status=Status.ACCEPTED), {"status": "accepted"}),
        Question("withdrawn", _("Снято без исполнения"), Q(status=Status.WITHDRAWN), {"status": "withdrawn"}),
    ]


def _lead(number: dict[str, int], owed: list[Task], nearest: date | None) -> str:
    said = []
    if late := number["overdue"]:
        said.append(ngettext("Просрочен %(n)d пункт.", "Просрочено %(n)d пунктов.", late) % {"n": late})
    if nearest:
        left = sum(1 for task in owed if task.due_on == nearest)
        words = ngettext(
            "До %(day)s сдайте отчёт, остался %(n)d пункт.", "До %(day)s сдайте отчёт, осталось %(n)d пунктов.", left
        )
        said.append(words % {"n": left, "day": day(nearest)})
    if not said and number["submitted"]:
        said.append(_("Всё отправлено, отчёты ждут проверки."))
    return " ".join(said) or _("Сейчас сдавать нечего.")


def _groups(tasks: Iterable[Task], subs: dict[int, str], today: date) -> list[Group]:
    late = [Item(task, subs[task.pk]) for task in tasks if task.overdue(today)]
    groups = [Group(_("Просрочено"), "", late, is_late=True)] if late else []
    ordered = sorted((t for t in tasks if not t.overdue(today)), key=lambda t: (t.due_on, t.resolution_id))
    found = []
    for (due_on, _resolution), members in groupby(ordered, key=lambda task: (task.due_on, task.resolution_id)):
        group = sorted(members, key=lambda task: _ORDER.index(Status(task.status)))
        title = group[0].checkpoint.label or _("До %(day)s") % {"day": day_weekday(due_on)}
        items = [Item(task, subs[task.pk]) for task in group]
        done = all(task.status in (Status.ACCEPTED, Status.WITHDRAWN) for task in group)
        found.append((done, Group(title, group[0].resolution.short, items)))
    # What is wholly done steps back.
    return groups + [group for done, group in sorted(found, key=lambda pair: pair[0])]


def _subs(user: User, tasks: Sequence[Task], today: date) -> dict[int, str]:
    """What stands under each title: the remark, the draft, how long it waits."""
    returned = [task.pk for task in tasks if task.status == Status.RETURNED]
    events = Event.objects.filter(task__in=returned, action__in=("return", "reopen")).select_related("by")
    remarks = {event.task_id: event for event in events}  # the last one of each task: events come in order
    drafts = ProgressReport.objects.visible_to(user).filter(state=ProgressReport.State.DRAFT, task__in=tasks)
    edited = dict(drafts.values_list("task", "edited_at"))
    return {task.pk: _sub(task, remarks.get(task.pk), edited.get(task.pk), today) for task in tasks}


def _sub(task: Task, remark: Event | None, edited: datetime | None, today: date) -> str:
    if task.status == Status.RETURNED and remark:
        who = short_name(remark.by) or _("Проверяющий")
        return _("%(who)s, %(day)s: «%(words)s»") % {"who": who, "day": day(remark.at), "words": remark.comment}
    if task.status == Status.SUBMITTED and task.submitted_on:
        return _sent(task.submitted_on, today)
    if task.status == Status.ACCEPTED and task.accepted_at:
        return _("Принято %(day)s") % {"day": day(task.accepted_at)}
    if edited and task.status in OWED:
        return _("Черновик от %(day)s") % {"day": day(edited)}
    return task.directive.proof if task.status in OWED else ""


def _sent(submitted_on: date, today: date) -> str:
    waits = working_days_between(submitted_on, today)
    if waits < 1:
        return _("Отправлено %(day)s") % {"day": day(submitted_on)}
    return ngettext(
        "Отправлено %(day)s, ждёт проверки %(n)d рабочий день",
        "Отправлено %(day)s, ждёт проверки %(n)d рабочих дней",
        waits,
    ) % {"day": day(submitted_on), "n": waits}


def _recent(scope: QuerySet[Task]) -> list[Entry]:
    latest = Event.objects.filter(task__in=scope).select_related("by", "task__directive").order_by("-at", "-pk")
    events = list(latest[:RECENT])
    lines = entries(events)
    return [
        replace(
            line,
            text=_("Пункт %(number)s: %(text)s") % {"number": event.task.directive.number, "text": line.text},
            url=reverse("task", args=[event.task_id]),
        )
        for event, line in zip(events, lines, strict=True)
    ]
