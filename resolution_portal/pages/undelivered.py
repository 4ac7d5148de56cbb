"""Letters that did not reach people below: why, whom to phone, and another try."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organizations.models import Invitation, Membership, Organization, User
from organizations.permissions import Reach, reach_of
from organizations.querysets import OrganizationQuerySet, successor
from organizations.requests import SignedInRequest
from resolution_portal import clock
from resolution_portal.notices.delivery import ACCOUNT
from resolution_portal.notices.delivery import undelivered as failed
from resolution_portal.notices.letters import send_again as post_again
from resolution_portal.notices.models import Letter
from resolution_portal.once import pages as once
from resolution_portal.problems import Forbidden, Impossible
from resolution_portal.see_other import SeeOther

_ON_PAGE = 30
_SHOWN_FOR = timedelta(days=60)  # what nobody has missed for two months is past
_REFUSED = ("SMTPRecipientsRefused", "SMTPDataError", "SMTPSenderRefused")


@dataclass(frozen=True)
class Line:
    """One letter with the organization to phone and the address that is known today."""

    letter: Letter
    person: User | None
    organization: Organization | None
    address: str
    why: str

    @property
    def is_corrected(self) -> bool:
        return self.address != self.letter.address


@login_required
@require_safe
def undelivered(request: SignedInRequest) -> HttpResponse:
    """Those to people and organizations whom this person controls, the newest first."""
    page = Paginator(_in_sight(request), _ON_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/undelivered.html", {"page": page, "lines": _lines(page, reach_of(request.user))})


@login_required
@require_POST
def send_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another round of attempts, to the address that is known today."""

    def effect() -> HttpResponse:
        letter = get_object_or_404(_in_sight(request), pk=pk)
        (line,) = _lines([letter], reach_of(request.user))
        if not post_again(letter, address=line.address, now=clock.now()):
            raise Impossible(_("Это письмо уже отправляют снова."))
        messages.success(request, _("Письмо снова отправляется на %(address)s.") % {"address": line.address})
        return SeeOther(reverse("undelivered"))

    return once.page(request, effect)


def _in_sight(request: SignedInRequest) -> QuerySet[Letter]:
    """To people and organizations below; letters about accounts hold links that let in and are nobody else's."""
    reach = reach_of(request.user)
    if not any(place.decides for place in reach.places):
        raise Forbidden(_("Недоставленные письма видят контролёры и координаторы."))
    below = _below(reach)
    people = Membership.objects.live().filter(organization__in=below).values("user")
    to_organizations = Q(recipient__isnull=True, address__in=below.exclude(email="").values("email"))
    invited = Invitation.objects.waiting().filter(organization__in=below).values("email")
    to_invited = Q(recipient__isnull=True, type="invitation", address__in=invited)
    lately = failed().filter(created_at__gte=clock.now() - _SHOWN_FOR).exclude(type__startswith=ACCOUNT)
    return lately.filter(Q(recipient__in=people) | to_organizations | to_invited).select_related("recipient")


def _below(reach: Reach) -> OrganizationQuerySet:
    scope = Q(pk__in=[])
    for place in reach.places:
        if place.decides:
            scope |= Q(path__gte=place.path, path__lt=successor(place.path))
    return Organization.objects.filter(scope)


def _lines(letters: Iterable[Letter], reach: Reach) -> list[Line]:
    """Two queries whatever the number: where the people work, and whose addresses the others are."""
    letters = list(letters)
    below = _below(reach)
    homes: dict[int, Organization] = {}
    people = {letter.recipient_id for letter in letters if letter.recipient_id}
    live = Membership.objects.live().filter(user__in=people, organization__in=below).select_related("organization")
    for membership in live.order_by("id"):
        homes.setdefault(membership.user_id, membership.organization)
    offices = _offices({letter.address for letter in letters if not letter.recipient_id}, below)
    return [
        Line(
            letter=letter,
            person=letter.recipient,
            organization=homes.get(letter.recipient_id or 0) or offices.get(letter.address),
            address=letter.recipient.email if letter.recipient else letter.address,
            why=_why(letter.last_error),
        )
        for letter in letters
    ]


def _offices(addresses: Collection[str], below: OrganizationQuerySet) -> dict[str, Organization]:
    found = {one.email: one for one in below.filter(email__in=addresses)}
    waiting = Invitation.objects.waiting().filter(email__in=addresses, organization__in=below)
    return {invitation.email: invitation.organization for invitation in waiting.select_related("organization")} | found


def _why(error: str) -> str:
    """In words; what the server said stands beside it."""
    if error.startswith(_REFUSED):
        return _("Почтовый сервер не принял письмо на этот адрес. Проверьте адрес.")
    return _("Почтовый сервер не отвечал. Попробуйте отправить ещё раз.")
