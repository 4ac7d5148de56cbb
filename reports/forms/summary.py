"""What a summary is asked for: the document, the kind of rows, and the parameters of lists that narrow it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.http import Http404, HttpRequest, QueryDict

from organizations.models import Organization
from reports.summary.table import MUNICIPALITY
from tasks.filters import TaskFilter
from tasks.models import Resolution, Task
from tasks.querysets import TaskQuerySet

#: Parameters of the address that are not the list's own.
_NOT_NARROWING = {"resolution", "rows", "format", "ordering", "page", "cursor"}


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
