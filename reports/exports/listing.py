"""The list behind a summary: a line a task, with what a paper on its fulfilment needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Degree, ProgressReport
from reports.models.report import Proposal
from reports.summary.table import SummaryTable
from resolution_portal import clock
from resolution_portal.components.typography import short_name
from tasks.models import Status
from tasks.models.task import LEVELS

Line = Mapping[str, Any]
Value = str | int | date | None


@dataclass(frozen=True)
class ListColumn:
    """One column: heading, width in characters, and its value of a line on a day."""

    heading: str | Promise
    width: int
    value: Callable[[Line, date], Value]


COLUMNS = (
    ListColumn(gettext_lazy("№ пункта"), 9, lambda line, on: line["directive__number"]),
    ListColumn(gettext_lazy("Содержание пункта"), 60, lambda line, on: line["directive__text"]),
    ListColumn(gettext_lazy("Исполнитель"), 34, lambda line, on: line["organization__short_name"]),
    ListColumn(gettext_lazy("Муниципальное образование"), 26, lambda line, on: line["place"]),
    ListColumn(gettext_lazy("Срок первоначальный"), 14, lambda line, on: line["first_due_on"]),
    ListColumn(gettext_lazy("Срок действующий"), 14, lambda line, on: line["due_on"]),
    ListColumn(gettext_lazy("Дата представления"), 15, lambda line, on: line["submitted_on"]),
    ListColumn(gettext_lazy("Статус"), 22, lambda line, on: str(Status(line["status"]).label)),
    ListColumn(gettext_lazy("Отметка"), 20, lambda line, on: mark(line, on)),
    ListColumn(gettext_lazy("В срок"), 8, lambda line, on: _on_time(line)),
    ListColumn(gettext_lazy("Ответственный исполнитель"), 24, lambda line, on: _person(line, "responsible")),
    ListColumn(gettext_lazy("Номер отчёта"), 9, lambda line, on: line["report_number"] or None),
    ListColumn(gettext_lazy("Степень исполнения"), 16, lambda line, on: _choice(Degree, line["current__degree"])),
    ListColumn(gettext_lazy("Информация об исполнении"), 60, lambda line, on: line["current__text"] or ""),
    ListColumn(gettext_lazy("Предложение"), 22, lambda line, on: _choice(Proposal, line["current__proposal"])),
    ListColumn(gettext_lazy("Проверил"), 24, lambda line, on: _person(line, "reviewed_by")),
    ListColumn(
        gettext_lazy("Дата принятия"),
        14,
        lambda line, on: clock.moscow(line["accepted_at"]).date() if line["accepted_at"] else None,
    ),
)
_PEOPLE = [
    f"{who}__{name}" for who in ("responsible", "reviewed_by") for name in ("last_name", "first_name", "patronymic")
]
_FIELDS = [
    *("directive__number", "directive__text", "organization__short_name"),
    *("first_due_on", "due_on", "submitted_on", "status", "on_time", "report_number", "accepted_at"),
    *("current__degree", "current__text", "current__proposal"),
    *_PEOPLE,
]


def lines(table: SummaryTable) -> Iterator[list[Value]]:
    """The tasks behind the table in the document's order, then by municipality and organization; one query."""
    top = _top(table)
    tasks = table.tasks.annotate(
        current=FilteredRelation(
            "reports",
            condition=Q(reports__number=F("report_number"), reports__state=ProgressReport.State.SUBMITTED),
        )
    )
    ordered = tasks.order_by(
        "directive__section__position",
        "directive__position",
        f"{top}__kind__summary_row",
        f"{top}__sort_key",
        "organization__sort_key",
        "due_on",
        "pk",
    )
    shared, name, issuer = f"{top}__kind__summary_row", f"{top}__short_name", table.resolution.issuer
    issuers_own = issuer.kind.summary_row or issuer.short_name
    for row in ordered.values(*_FIELDS, shared, name).iterator(chunk_size=2000):
        line = {**row, "place": row[shared] or row[name] or issuers_own}
        yield [column.value(line, table.on) for column in COLUMNS]


def mark(line: Line, on: date) -> str:
    """The paper's «Отметка об исполнении»."""
    match line["status"]:
        case Status.ACCEPTED:
            return _("исполнено частично") if line["current__degree"] == Degree.PARTIAL else _("исполнено")
        case Status.SUBMITTED:
            return _("на проверке")
        case Status.WITHDRAWN:
            return _("снято без исполнения")
    return _("не исполнено") if line["due_on"] < on else _("срок не наступил")


def _top(table: SummaryTable) -> str:
    depth = table.resolution.issuer.depth + 1
    return f"level_{depth}" if depth < LEVELS else "organization"


def _on_time(line: Line) -> str:
    if line["on_time"] is None:
        return ""
    return _("да") if line["on_time"] else _("нет")


def _choice(choices: type[Degree] | type[Proposal], value: str | None) -> str:
    return str(choices(value).label) if value else ""


def _person(line: Line, who: str) -> str:
    names = [line[f"{who}__{name}"] for name in ("last_name", "first_name", "patronymic")]
    return short_name(" ".join(name for name in names if name))
