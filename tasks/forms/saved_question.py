"""A person's own chip: its name."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SavedQuestionForm(forms.Form):
    """The name, and the conditions as the address of the list gives them."""

    name = forms.CharField(
        label=_("Название"),
        max_length=60,
        error_messages={
            "required": _("Назовите вопрос: под этим словом он будет стоять над списком."),
            "max_length": _("Сократите название: не больше %(limit_value)d знаков."),
        },
    )
    query = forms.CharField(
        max_length=1000,
        error_messages={
            "required": _("Сначала выберите условия списка."),
            "max_length": _("Условий слишком много. Уберите часть из них."),
        },
    )
