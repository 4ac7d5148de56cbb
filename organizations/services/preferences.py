"""What a person chose for themselves."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import User
from resolution_portal.notices import reading
from resolution_portal.notices.presets import SETTING, Preset
from resolution_portal.problems import FieldProblem, Invalid


@transaction.atomic
def choose_mail(*, user: User, preset: str) -> None:
    """How often to write to this person from now on. Raises Invalid for an unknown preset."""
    if preset not in Preset.values:
        words = _("Выберите, как часто присылать письма.")
        raise Invalid(words, errors=[FieldProblem("/mail", words)])
    user.refresh_from_db(fields=["settings"])
    user.settings = {**user.settings, SETTING: preset}
    user.save(update_fields=["settings"])
    if preset == Preset.IMPORTANT:
        reading.forgo_digest(user)
