"""What a mass action asks before it is done: nothing, or the words that go to every task."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks.forms.action import LONGEST_WORDS


class NothingForm(forms.Form):
    """An action that needs no more than the press of its button."""


class WordsForm(forms.Form):
    """An action that is explained once for all tasks."""

    comment = forms.CharField(
        label=_("Комментарий"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": _("Напишите, почему: без слов это действие не выполняется."),
            "max_length": _("Сократите текст: не больше %(limit_value)d знаков."),
        },
    )

    label: str | Promise = ""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's own arguments
        if self.label:
            self.fields["comment"].label = str(self.label)


class BasisForm(WordsForm):
    """Why the tasks are withdrawn."""

    label = _("Основание")
