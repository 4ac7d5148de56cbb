"""Receipts: consecutive numbers, never two alike, also when two people send at once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from organizations.models import User
from reports.models import Receipt
from resolution_portal.problems import Impossible
from tasks.models import Task

_TRIES = 20


def issue(*, task: Task, by: User, now: datetime) -> Receipt:
    """The next receipt for the task's organization and document; call it in the transaction of the sending.

    The unique number decides: who comes second waits for the first at that key and takes the next one.
    """
    for _attempt in range(_TRIES):
        number = (Receipt.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return Receipt.objects.create(
                    number=number,
                    organization_id=task.organization_id,
                    resolution_id=task.resolution_id,
                    sent_by=by,
                    sent_at=now,
                )
        except IntegrityError:
            continue
    raise Impossible(_("Сейчас отправляют слишком многие. Черновик сохранён: повторите через минуту."))
