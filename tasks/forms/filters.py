"""The row of filters over the list of tasks: the fields that are shown, and the conditions that are only named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from organizations.models import Organization
from organizations.permissions import Reach
from tasks.filters import TaskFilter
from tasks.models import Resolution, Status

_SHOWN = ("search", "resolution", "directive", "under", "due_before")
_NAMED = ("organization", "group", "kind", "overdue", "on_time", "due_after")


@dataclass(frozen=True)
class Condition:
    """One condition with no field of its own in the row: named, with a link that drops it."""

    label: str
    words: str
    without: str


class FilterForm:
    """The filters as a page shows them."""

    def __init__(self, asked: TaskFilter, data: QueryDict, reach: Reach) -> None:
        self.data, self.reach = data, reach
        self.form = asked.form
        self.form.errors  # noqa: B018 - reads the address
        self._offered = self._offer_choices() | {"search", "due_before"}

    @property
    def fields(self) -> list[BoundField]:
        """The fields of the row; one of a single choice is left out."""
        return [self.form[name] for name in _SHOWN if name in self._offered]

    @property
    def statuses(self) -> list[tuple[str, str, bool]]:
        """Status as one select; several at once stand among the conditions."""
        chosen = self._chosen_statuses
        return [(value, str(label), chosen == [value]) for value, label in Status.choices]

    @property
    def errors(self) -> list[BoundField]:
        """Fields of the address that could not be read, wherever they are shown."""
        return [self.form[name] for name in self.form.errors]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form carries on without showing."""
        carried = [name for name in (*_NAMED, "ordering") if name not in self.form.errors]
        pairs = [(name, value) for name in carried for value in self.data.getlist(name) if value]
        several = self._chosen_statuses if len(self._chosen_statuses) > 1 else []
        return pairs + [("status", value) for value in several]

    @cached_property
    def conditions(self) -> list[Condition]:
        """What else cuts the list, each with the address without it."""
        return list(self._conditions())

    @property
    def summary(self) -> str:
        """What is asked now, for the folded row: «документ, срок до 20.01.2023»."""
        named = [field for field in self.fields if self.data.get(field.name) and field.name not in self.form.errors]
        words = [_named(field, self.form.cleaned_data.get(field.name)) for field in named]
        return ", ".join(words + ([_("статус")] if len(self._chosen_statuses) == 1 else []))

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in (*_SHOWN, "status"))

    def _conditions(self) -> Iterator[Condition]:
        cleaned = self.form.cleaned_data
        for name in _NAMED:
            value = cleaned.get(name)
            if value is None or value == "" or (name == "kind" and not value):
                continue
            words = ", ".join(map(str, value)) if name == "kind" else _words(value)
            yield Condition(str(self.form.fields[name].label), words, self._without(name))
        if len(self._chosen_statuses) > 1:
            words = ", ".join(str(label) for value, label in Status.choices if value in self._chosen_statuses)
            yield Condition(_("Статус"), words, self._without("status"))

    def _without(self, name: str) -> str:
        rest = self.data.copy()
        for dropped in (name, "page"):
            rest.pop(dropped, None)
        return f"?{rest.urlencode()}"

    @cached_property
    def _chosen_statuses(self) -> list[str]:
        return list(self.form.cleaned_data.get("status") or [])

    def _offer_choices(self) -> set[str]:
        """Fill the selects, a query each; those with nothing to choose from are not shown.

        Items of the chosen document only; organizations one step below the person's own, and the chosen one.
        """
        cleaned = self.form.cleaned_data
        near = Q(parent__in=[place.organization_id for place in self.reach.tops])
        if chosen := cleaned.get("under"):
            near |= Q(pk=chosen.pk)
        documents = self.form.fields["resolution"].queryset
        items = self.form.fields["directive"].queryset.only("number", "title", "text")
        rows: dict[str, QuerySet[Any]] = {
            "resolution": documents.exclude(status=Resolution.State.DRAFT).only("title"),
            "directive": items.filter(resolution=cleaned["resolution"]) if cleaned.get("resolution") else items,
            "under": Organization.objects.filter(near).only("short_name"),
        }
        self.form["under"].label = _("Организация")
        offered = set()
        for name, queryset in rows.items():
            choices = [(row.pk, str(row)) for row in queryset]
            self.form.fields[name].widget.choices = [("", _("Все")), *choices]
            if len(choices) > 1 or self.data.get(name):
                offered.add(name)
        return offered


def _named(field: BoundField, value: object) -> str:
    name = str(field.label).lower()
    return f"{name} {_words(value)}" if hasattr(value, "strftime") else name


def _words(value: object) -> str:
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else str(value)
