"""A person's own questions about tasks."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import User
from resolution_portal.problems import Impossible
from tasks.models import SavedQuestion

MOST = 20


@transaction.atomic
def save_question(*, owner: User, name: str, query: str) -> SavedQuestion:
    """Keep the conditions under the name; under a known name they replace the former. Raises Impossible at ``MOST``."""
    User.objects.select_for_update().get(pk=owner.pk)  # two tabs at once would pass the limit together
    mine = SavedQuestion.objects.filter(owner=owner)
    if mine.exclude(name=name).count() >= MOST:
        raise Impossible(_("Сохранить можно не больше %(most)d вопросов. Удалите ненужный.") % {"most": MOST})
    question, _created = SavedQuestion.objects.update_or_create(owner=owner, name=name, defaults={"query": query})
    return question


def forget_question(*, question: SavedQuestion) -> None:
    """Take the chip away."""
    question.delete()
