"""The form that holds reminders for a day."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class HoldForm(forms.Form):
    """Why they wait: those who see them held read it."""

    words = forms.CharField(
        max_length=300,
        label=_("Почему"),
        error_messages={"required": _("Напишите, почему письма ждут: это увидят те, чьи напоминания придержаны.")},
    )
