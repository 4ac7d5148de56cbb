"""The filters of task lists: the same parameters on pages, exports and the API (docs/contracts.md)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelMultipleChoiceField

from organizations.models import Kind, Organization
from resolution_portal import clock
from resolution_portal.folding import fold
from tasks.models import Directive, Resolution, Status, Task
from tasks.models.task import LEVELS
from tasks.querysets import TaskQuerySet, overdue_on

#: Orders that a list may be asked for; each goes on by due date and id, so that pages never overlap.
ORDERINGS: dict[str, tuple[str, ...]] = {
    "due_on": ("due_on",),
    "status": ("status_order", "due_on"),
    "organization": ("organization__sort_key", "due_on"),
    "changed_at": ("changed_at",),
    "number": ("resolution", "directive__section__position", "directive__position", "due_on"),
}
_ORDER_LABELS = [
    ("due_on", _("Сначала ранний срок")),
    ("-due_on", _("Сначала поздний срок")),
    ("status", _("По статусу")),
    ("-status", _("По статусу, с конца")),
    ("organization", _("По организации")),
    ("-organization", _("По организации, с конца")),
    ("-changed_at", _("Сначала изменённые недавно")),
    ("changed_at", _("Сначала изменённые давно")),
    ("number", _("По номеру пункта")),
    ("-number", _("По номеру пункта, с конца")),
]
_LONGEST_NUMBER = 18  # digits that fit a bigint
_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
# What needs somebody first, what is done last.
_STATUS_ORDER = (
    Status.RETURNED,
    Status.NEW,
    Status.IN_PROGRESS,
    Status.SUBMITTED,
    Status.ACCEPTED,
    Status.WITHDRAWN,
)


def ordered(tasks: TaskQuerySet, ordering: str) -> TaskQuerySet:
    """The tasks in one of ``ORDERINGS`` («-» before it turns it round), ties broken by id."""
    name = ordering.removeprefix("-")
    if name == "status":
        whens = [When(status=status, then=Value(place)) for place, status in enumerate(_STATUS_ORDER)]
        tasks = tasks.annotate(status_order=Case(*whens, output_field=IntegerField()))
    sign = "-" if ordering.startswith("-") else ""
    return tasks.order_by(*(sign + column for column in ORDERINGS[name]), f"{sign}id")


def in_shared_row(name: str, depth: int) -> Q:
    """Tasks counted in the shared summary row ``name``, for documents whose issuer stands at ``depth``.

    An organization counts where its ancestor (or itself) one level below the issuer does, the issuer by its own kind:
    so a school of a municipality is in the municipality's row, a school directly below the issuer in its kind's.
    """
    shared = Organization.objects.filter(kind__summary_row=name)
    issuer_itself = Q(**{f"level_{depth}__in": shared})
    if depth + 1 >= LEVELS:
        return issuer_itself
    below = f"level_{depth + 1}"
    return Q(**{f"{below}__in": shared}) | (Q(**{f"{below}__isnull": True}) & issuer_itself)


def under(organization: Organization) -> Q:
    """Tasks of the organization and of everything below it."""
    return Q(**{f"level_{organization.depth}": organization.pk})


def found(words: str) -> Q:
    """Tasks whose item or organization has every one of the words, whatever their case and «ё»."""
    every = Q()
    for word in fold(words).split():
        every &= Q(directive__search_text__contains=word) | Q(organization__search_text__contains=word)
    return every


class FlagField(forms.Field):
    """Yes or no; anything else is refused, not taken for «no matter»."""

    widget = forms.Select(choices=[("", _("Неважно")), ("1", _("Да")), ("0", _("Нет"))])
    _WORDS = {"": None, "1": True, "true": True, "0": False, "false": False}

    def to_python(self, value: Any) -> bool | None:
        word = str(value or "").strip().lower()
        if word not in self._WORDS:
            raise forms.ValidationError(_("Здесь может стоять только 1 (да) или 0 (нет)."), code="invalid")
        return self._WORDS[word]

    def validate(self, value: Any) -> None:
        """Empty is «no matter»."""


class KindsField(ModelMultipleChoiceField):
    """Kinds by number; one that no column takes is unknown like any other, not an error of the database."""

    def _check_values(self, value: Any) -> Any:
        for given in value:
            if len(str(given)) > _LONGEST_NUMBER:
                words = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(words, code="invalid_pk_value", params={"pk": str(given)[:20]})
        return super()._check_values(value)


class KindsFilter(filters.ModelMultipleChoiceFilter):
    """Kinds, several at once."""

    field_class = KindsField


class FlagFilter(filters.BooleanFilter):
    """A yes-or-no parameter."""

    field_class = FlagField


def _visible(model: type[Model]) -> Any:
    def choices(request: HttpRequest | None) -> QuerySet[Any]:
        rows: Any = model._default_manager
        return rows.visible_to(request.user) if request is not None else rows.all()

    return choices


def _directives(request: HttpRequest | None) -> QuerySet[Directive]:
    rows = Directive.objects.order_by("resolution", "section__position", "position")
    if request is None:
        return rows
    return rows.filter(resolution__in=Resolution.objects.visible_to(request.user))  # type: ignore[arg-type]


class TaskFilter(filters.FilterSet):
    """A list of tasks cut down by the address; a value it cannot read is named at its field and left out."""

    resolution = filters.ModelChoiceFilter(label=_("Документ"), queryset=_visible(Resolution), empty_label=_("Все"))
    directive = filters.ModelChoiceFilter(label=_("Пункт"), queryset=_directives, empty_label=_("Все"))
    status = filters.MultipleChoiceFilter(label=_("Статус"), choices=Status.choices, distinct=False)
    overdue = FlagFilter(label=_("Просрочено"), method="only_overdue")
    on_time = FlagFilter(label=_("Сдано в срок"))
    organization = filters.ModelChoiceFilter(label=_("Организация"), queryset=_visible(Organization))
    under = filters.ModelChoiceFilter(
        label=_("Организация и всё, что ниже"), queryset=_visible(Organization), method="only_under"
    )
    group = filters.CharFilter(label=_("Строка сводной таблицы"), method="only_group", max_length=100)
    kind = KindsFilter(
        label=_("Категория организаций"),
        field_name="organization__kind",
        queryset=Kind.objects.all(),
        distinct=False,
    )
    due_after = filters.DateFilter(label=_("Срок с"), field_name="due_on", lookup_expr="gte", widget=_DATE)
    due_before = filters.DateFilter(label=_("Срок до"), field_name="due_on", lookup_expr="lte", widget=_DATE)
    search = filters.CharFilter(label=_("Поиск"), method="only_found", max_length=200)
    ordering = filters.ChoiceFilter(
        label=_("Порядок"),
        choices=_ORDER_LABELS,
        method="in_order",
        empty_label=None,
    )

    class Meta:
        model = Task
        fields: list[str] = []

    def only(self, names: Collection[str]) -> TaskQuerySet:
        """The tasks cut down by these parameters alone."""
        tasks: TaskQuerySet = self.queryset.all()
        self.errors  # noqa: B018 - reads the address, as ``qs`` does
        for name, value in self.form.cleaned_data.items():
            if name in names:
                tasks = self.filters[name].filter(tasks, value)
        return tasks

    def only_overdue(self, tasks: TaskQuerySet, name: str, value: bool) -> TaskQuerySet:
        late = overdue_on(clock.today())
        return tasks.filter(late) if value else tasks.exclude(late)

    def only_under(self, tasks: TaskQuerySet, name: str, value: Organization) -> TaskQuerySet:
        return tasks.filter(under(value))

    def only_group(self, tasks: TaskQuerySet, name: str, value: str) -> TaskQuerySet:
        resolution = self.form.cleaned_data.get("resolution")
        depths = [resolution.issuer.depth] if resolution else range(LEVELS)
        counted = Q(pk__in=[])
        for depth in depths:
            counted |= Q(resolution__issuer__depth=depth) & in_shared_row(value, depth)
        return tasks.filter(counted)

    def only_found(self, tasks: TaskQuerySet, name: str, value: str) -> TaskQuerySet:
        return tasks.filter(found(value))

    def in_order(self, tasks: TaskQuerySet, name: str, value: str) -> TaskQuerySet:
        return ordered(tasks, value)
