"""Forms of the rules of reminders."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks.forms.resolution import DateInput
from tasks.models import QuietRange, Rule
from tasks.reminding.steps import Rules

_MOST = 60  # days before or after a date, and at most ten of them


class DaysField(forms.CharField):
    """«14, 7, 3, 1, 0»: whole numbers of days, empty for none."""

    def __init__(self, *, least: int, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=100, **kwargs)
        self.least = least

    def to_python(self, value: Any) -> Any:
        words = [word for word in re.split(r"[\s,;]+", str(value or "")) if word]
        if not all(word.isdecimal() for word in words):
            raise forms.ValidationError(_("Укажите целые числа через запятую, например: 7, 2, 0."))
        days = sorted({int(word) for word in words if len(word) < 5} | {_MOST + 1 for word in words if len(word) > 4})
        if len(days) > 10 or any(not self.least <= day <= _MOST for day in days):
            limits = {"least": self.least, "most": _MOST}
            raise forms.ValidationError(_("Не больше десяти чисел, каждое от %(least)d до %(most)d.") % limits)
        return tuple(days)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else value


class RulesForm(forms.Form):
    """The rules of one kind of organizations."""

    before = DaysField(least=0, label=gettext_lazy("До срока, рабочих дней"))
    after = DaysField(least=1, label=gettext_lazy("После срока, дней"))
    every = forms.IntegerField(
        required=False, min_value=1, max_value=_MOST, label=gettext_lazy("Затем каждые столько дней")
    )
    explanation = DaysField(least=1, label=gettext_lazy("Просьба объяснить, на день просрочки"))
    controller = DaysField(least=1, label=gettext_lazy("Контролёру, на день просрочки"))
    coordinator = DaysField(least=1, label=gettext_lazy("Координаторам, на день просрочки"))

    @classmethod
    def initial_of(cls, rules: Rules) -> dict[str, Any]:
        """The values that show these rules; what is nearest to the date stands last before it, first after it."""
        days = {str(code): tuple(sorted(rules.days.get(code, ()), reverse=code == Rule.BEFORE)) for code in Rule}
        return {**days, "every": rules.every}

    def rules(self) -> Rules:
        """The checked rules."""
        return Rules({str(code): self.cleaned_data[code] for code in Rule}, self.cleaned_data["every"])


class QuietForm(forms.ModelForm):
    """One more range without reminders."""

    class Meta:
        model = QuietRange
        fields = ("kind", "name", "first", "last", "yearly")
        widgets = {"first": DateInput, "last": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ModelChoiceField)
        kind.empty_label = _("Выберите категорию")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and cleaned.get("yearly") and (last - first).days > 330:
            self.add_error("last", _("Ежегодный период – не больше 330 дней: иначе напоминаний не будет совсем."))
        return cleaned
