"""What a summary is asked for: the document, the kind of rows, and the parameters of lists that narrow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from organizations.models import Organization
from reports.summary.table import MUNICIPALITY
from resolution_portal.components.dates import day_full
from tasks.filters import TaskFilter
from tasks.forms.filters import Condition
from tasks.models import Resolution, Status, Task
from tasks.querysets import TaskQuerySet

#: Parameters of the address that are not the list's own.
_NOT_NARROWING = {"resolution", "rows", "format", "ordering", "page", "cursor"}
PERCENT = "percent"
#: Parameters with a field of their own on the page; the others are carried on, and named among the conditions.
_SHOWN = ("under", "kind", "due_after", "due_before")


@dataclass(frozen=True)
class Question:
    """The address, read. ``tasks`` is None while nothing narrows the table."""

    documents: list[Resolution]
    resolution: Resolution | None
    rows: str
    tasks: TaskQuerySet | None
    kept: dict[str, list[str]]
    under: Organization | None
    filter: TaskFilter
    percent: bool

    @property
    def page(self) -> dict[str, list[str]]:
        """The parameters of the page that shows this, the table's own and those that narrow it."""
        own = {
            "resolution": [str(self.resolution.pk)] if self.resolution else [],
            "rows": [self.rows] if self.rows != MUNICIPALITY else [],
            "show": [PERCENT] if self.percent else [],
        }
        return {**{name: values for name, values in own.items() if values}, **self.kept}

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form carries on without a field."""
        shown = {name for name in _SHOWN if len(self.kept.get(name, [])) < 2}
        pairs = [(name, value) for name, values in self.kept.items() if name not in shown for value in values]
        return [*pairs, ("show", PERCENT)] if self.percent else pairs

    @property
    def conditions(self) -> list[Condition]:
        """What narrows the table, each with the address without it."""
        found = []
        for name in self.kept:
            without = {other: values for other, values in self.page.items() if other != name}
            label = str(self.filter.form.fields[name].label)
            found.append(Condition(label, self._words(name), f"?{urlencode(without, doseq=True)}"))
        return found

    @property
    def fields(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: self.kept.get(name, [""])[0] for name in _SHOWN}

    def _words(self, name: str) -> str:
        value = self.filter.form.cleaned_data.get(name)
        if name == "status":
            return ", ".join(str(Status(each).label) for each in value)
        if isinstance(value, bool):
            return _("да") if value else _("нет")
        if isinstance(value, date):
            return day_full(value)
        if isinstance(value, list | QuerySet):
            return ", ".join(map(str, value))
        return value.short_name if isinstance(value, Organization) else str(value)


def read(request: HttpRequest) -> Question:
    """Read the address; a document that the person does not see is not there (404)."""
    seen = Resolution.objects.visible_to(request.user).exclude(status=Resolution.State.DRAFT)  # type: ignore[arg-type]
    documents = list(seen.select_related("issuer__kind").order_by(F("published_at").desc(nulls_last=True), "-pk"))
    narrowing = _narrowing(request.GET)
    visible = Task.objects.visible_to(request.user)  # type: ignore[arg-type]
    filter = TaskFilter(narrowing, queryset=visible, request=request)
    valid = filter.form.is_valid()
    kept = {name: values for name, values in narrowing.lists() if name not in filter.form.errors}
    return Question(
        documents=documents,
        resolution=_chosen(documents, request.GET.get("resolution", "")),
        rows=request.GET.get("rows", "") or MUNICIPALITY,
        tasks=filter.qs if kept else None,
        kept=kept,
        under=filter.form.cleaned_data.get("under") if valid or "under" in kept else None,
        filter=filter,
        percent=request.GET.get("show") == PERCENT,
    )


def _narrowing(query: QueryDict) -> QueryDict:
    """Those parameters of the list that say something."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if name in TaskFilter.base_filters and name not in _NOT_NARROWING and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept


def _chosen(documents: list[Resolution], asked: str) -> Resolution | None:
    """The document asked for, else the newest."""
    if not asked:
        return documents[0] if documents else None
    found = next((document for document in documents if str(document.pk) == asked), None)
    if found is None:
        raise Http404
    return found
