"""What one person reports together: the organization, the document's items of one date, and whose words they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from organizations.models import Organization
from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from reports.filling import Block, blocks_of
from reports.permissions import writes_for
from resolution_portal.problems import Forbidden
from tasks.models import Resolution, Task


@dataclass(frozen=True)
class Scope:
    """The organizations for which the person may fill this report, the asked one first, and its blocks."""

    own: list[Organization]
    blocks: list[Block]


def scope(request: SignedInRequest, resolution: int, first_due_on: str) -> Scope:
    """Of the page's address; Http404 when there is nothing, Forbidden when it may only be looked at."""
    document = get_object_or_404(Resolution.objects.visible_to(request.user), pk=resolution)
    due_on = _date(first_due_on)
    own = _organizations(request, document, due_on)
    blocks = blocks_of(request.user, organization=own[0].pk, resolution=document.pk, first_due_on=due_on)
    return Scope(own, blocks)


def check_person(request: SignedInRequest) -> None:
    """Raises Forbidden when the page was opened by somebody else: their words must not be saved as one's own."""
    asked = request.POST.get("person", "")
    if asked and asked != str(request.user.pk):
        words = _("На портал вошёл другой человек. Введённое осталось в этом браузере: войдите под своим именем.")
        raise Forbidden(words)


def _date(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise Http404 from error


def _organizations(request: SignedInRequest, document: Resolution, due_on: date) -> list[Organization]:
    tasks = Task.objects.visible_to(request.user).filter(resolution=document, first_due_on=due_on)
    mine = writes_for(reach_of(request.user))
    own = list(Organization.objects.filter(pk__in=tasks.filter(organization__in=mine).values("organization")))
    asked = request.GET.get("organization")
    if asked:
        tasks = tasks.filter(organization=int(asked)) if asked.isdecimal() and len(asked) < 19 else tasks.none()
    if not tasks.exists():
        raise Http404
    own.sort(key=lambda organization: (str(organization.pk) != asked, organization.pk))
    if not own or (asked and str(own[0].pk) != asked):
        raise Forbidden(_("Отчёт пишет исполнитель самой организации. Вам он доступен только для просмотра."))
    return own
