"""Word of one sending: the receipt to whoever sent it, «на проверку» to those who review it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.models import User
from reports.models import Receipt
from resolution_portal.components.dates import moment
from resolution_portal.notices.telling import tell
from tasks import wording
from tasks.models import Task
from tasks.services.telling import message, reviewers_of, tell_reviewers


def tell_of_sending(*, receipt: Receipt, tasks: Sequence[Task], by: User) -> None:
    """One letter and one line each, whatever the number of reports; written in the sending's own transaction.

    The receipt is the one message that a person gets of their own act: it lies under the bell as read.
    """
    organization = receipt.organization
    of_organization = f"{reverse('review')}?{urlencode({'open': organization.pk})}"
    tell_reviewers(tasks=tasks, by=by, key=f"receipt{receipt.pk}", url=of_organization, now=receipt.sent_at)
    mine = message(
        "receipt",
        by,
        tasks,
        template="reports/letters/receipt",
        once_key=f"receipt:{receipt.pk}",
        url=reverse("receipt", args=[receipt.number]),
        lead=_lead(receipt, wording.in_order(tasks)),
        contact=reviewers_of([organization]).get(organization.pk),
        receipt=receipt,
        is_read=True,
    )
    tell([mine], now=receipt.sent_at)


def _lead(receipt: Receipt, tasks: Sequence[Task]) -> str:
    what = {"n": len(tasks), "moment": moment(receipt.sent_at), "numbers": wording.numbers(tasks)}
    if len(tasks) == 1:
        return _("Отчёт по пункту %(numbers)s сдан %(moment)s (МСК).") % what
    words = ngettext(
        "%(moment)s (МСК) сдан %(n)d отчёт: пункты %(numbers)s.",
        "%(moment)s (МСК) сдано %(n)d отчётов: пункты %(numbers)s.",
        len(tasks),
    )
    return words % what
