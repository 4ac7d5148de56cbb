"""How a person wants mail: three presets, and by which way each type of message comes under each of them."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: Where the choice is kept in ``user.settings``.
SETTING = "mail"
#: Types that come by a letter of their own whatever was chosen.
ALWAYS = frozenset({"returned", "overdue"})
#: Types whose letter is a paper of its own, which no digest can stand for: at once with «Раз в день» too.
WHOLE = frozenset({"assigned", "receipt"})


class Preset(models.TextChoices):
    """What a person chose on «Мои данные»."""

    ALL = "all", _("Всё сразу")
    DAILY = "daily", _("Раз в день")
    IMPORTANT = "important", _("Только важное")


class Way(Enum):
    """How a message goes, beside the line under the bell that there always is."""

    LETTER = auto()
    DIGEST = auto()
    BELL = auto()


def preset_of(person: AbstractBaseUser) -> Preset:
    """The person's choice, «Раз в день» when there is none."""
    chosen = getattr(person, "settings", {}).get(SETTING)
    return Preset(chosen) if isinstance(chosen, str) and chosen in Preset.values else Preset.DAILY


def way_of(person: AbstractBaseUser, type: str) -> Way:
    """By which way this person gets a message of this type."""
    preset = preset_of(person)
    if type in ALWAYS:
        return Way.LETTER
    if preset is Preset.IMPORTANT:
        return Way.BELL
    return Way.LETTER if preset is Preset.ALL or type in WHOLE else Way.DIGEST
