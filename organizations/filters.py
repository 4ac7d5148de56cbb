"""The filters of the list of organizations."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organizations.models import Kind, Organization
from organizations.querysets import OrganizationQuerySet, successor
from resolution_portal import clock
from resolution_portal.folding import fold

_STATES = [("open", _("Действующие")), ("closed", _("Закрытые"))]


def _visible(request: HttpRequest | None) -> QuerySet[Any]:
    rows = Organization.objects.all()
    return rows.visible_to(request.user) if request is not None else rows  # type: ignore[arg-type]  # our own User


class OrganizationFilter(filters.FilterSet):
    """A list of organizations cut down by the address; a value it cannot read is named and left out."""

    search = filters.CharFilter(label=_("Поиск"), method="only_found", max_length=200)
    kind = filters.ModelChoiceFilter(label=_("Категория"), queryset=Kind.objects.all(), empty_label=_("Все"))
    under = filters.ModelChoiceFilter(label=_("Подчинены"), queryset=_visible, method="only_under")
    state = filters.ChoiceFilter(label=_("Состояние"), choices=_STATES, method="in_state", empty_label=_("Все"))

    class Meta:
        model = Organization
        fields: list[str] = []

    def only_found(self, rows: OrganizationQuerySet, name: str, value: str) -> OrganizationQuerySet:
        for word in fold(value).split():
            rows = rows.filter(search_text__contains=word)
        return rows

    def only_under(self, rows: OrganizationQuerySet, name: str, value: Organization) -> OrganizationQuerySet:
        return rows.filter(path__gte=value.path, path__lt=successor(value.path))

    def in_state(self, rows: OrganizationQuerySet, name: str, value: str) -> OrganizationQuerySet:
        closed = Q(closed_on__lte=clock.today())
        return rows.filter(closed) if value == "closed" else rows.exclude(closed)
