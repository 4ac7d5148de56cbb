"""Organizations with their items: the list, and one of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from organizations.filters import OrganizationFilter
from organizations.models import Kind, Organization, User
from organizations.requests import SignedInRequest
from resolution_portal import clock
from resolution_portal.pages import people
from resolution_portal.pages.work import groups_of
from tasks import questions
from tasks.filters import under
from tasks.models import Status, Task
from tasks.querysets import overdue_on

PAGE_SIZE = 50


@dataclass(frozen=True)
class Line:
    """One organization with its own items: all, still owed, overdue."""

    organization: Organization
    total: int
    owed: int
    overdue: int


@login_required
@require_safe
def organizations(request: SignedInRequest) -> HttpResponse:
    """Those in sight, cut down by the address."""
    rows = Organization.objects.visible_to(request.user)
    asked = OrganizationFilter(request.GET, queryset=rows, request=request)
    _offer_choices(asked, rows.filter(children__isnull=False).distinct())
    page = Paginator(asked.qs.select_related("kind", "parent"), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = _lines(request.user, list(page))
    context = {"page": page, "lines": lines, "form": asked.form, "is_cut": any(request.GET.values())}
    return render(request, "organizations/list.html", context)


@login_required
@require_safe
def organization(request: SignedInRequest, pk: int) -> HttpResponse:
    """Facts, people, items by status, what is below it."""
    visible = Organization.objects.visible_to(request.user)
    one = get_object_or_404(visible.select_related("kind", "parent", "successor"), pk=pk)
    tasks = Task.objects.visible_to(request.user)
    own = tasks.filter(organization=one)
    children = list(visible.filter(parent=one).select_related("kind", "parent"))
    context = {
        "organization": one,
        "parent_is_visible": one.parent_id is not None and visible.filter(pk=one.parent_id).exists(),
        **people.context(one, request.user),
        "own": questions.answers(_by_status(), own, {"organization": one.pk}),
        "groups": [] if children else groups_of(request.user, own),
        "below": questions.answers(_by_status(), tasks.filter(under(one)), {"under": one.pk}) if children else [],
        "children": _lines(request.user, children),
    }
    return render(request, "organizations/detail.html", context)


def _lines(user: User, found: Collection[Organization]) -> list[Line]:
    owed, late = Q(status__in=questions.OWED), overdue_on(clock.today())
    rows = (
        Task.objects.visible_to(user)
        .filter(organization__in=found)
        .order_by()
        .values_list("organization")
        .annotate(total=Count("pk"), owed=Count("pk", filter=owed), late=Count("pk", filter=late))
    )
    counts = {pk: numbers for pk, *numbers in rows}
    return [Line(one, *counts.get(one.pk, (0, 0, 0))) for one in found]


def _by_status() -> list[questions.Question]:
    late = questions.overdue(clock.today())
    statuses = [
        questions.Question(value, label, Q(status=value), {"status": value}, "back" if value == Status.RETURNED else "")
        for value, label in Status.choices
    ]
    return [questions.Question("all", gettext_lazy("Все"), Q()), late, *statuses]


def _offer_choices(asked: OrganizationFilter, tops: Collection[Organization]) -> None:
    """Fill the select of what stands above others; the rest of the field's rows only need to be valid."""
    asked.form.fields["under"].widget.choices = [("", _("Все")), *((top.pk, str(top)) for top in tops)]
    asked.form.fields["kind"].widget.choices = [("", _("Все")), *((kind.pk, str(kind)) for kind in Kind.objects.all())]
