"""The form of one report: what was done, how far, and evidence of three kinds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.models import Degree
from reports.models.report import Proposal
from reports.services.drafts import LONGEST_REASON, LONGEST_TEXT
from reports.services.evidence import LONGEST_LINK, check_document_date, clean_link
from resolution_portal import clock

_TOO_LONG = _("Сократите: не больше %(limit_value)d знаков, сейчас %(show_value)d.")


class SentChoice(forms.ChoiceField):
    """One of several, owed when sent: a draft may leave it empty, yet no «необязательно» stands beside its label."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class SentText(forms.CharField):
    """Words, owed when sent, likewise."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ReportForm(forms.Form):
    """Everything but the rows of evidence; what sending needs beyond it is the service's question."""

    use_required_attribute = False

    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": _("Страница устарела: обновите её и отправьте форму ещё раз.")},
    )
    degree = SentChoice(
        label=_("Степень исполнения"),
        choices=Degree.choices,
        widget=forms.RadioSelect(attrs={"class": "segmented"}),
        error_messages={"invalid_choice": _("Выберите степень исполнения из списка.")},
    )
    text = SentText(
        label=_("Что сделано"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("До 5 000 знаков. Не указывайте фамилии и диагнозы детей."),
        error_messages={"max_length": _TOO_LONG},
    )
    no_change = forms.BooleanField(label=_("Изменений с прошлого отчёта нет"), required=False)
    not_applicable_reason = forms.CharField(
        label=_("Если пункт неприменим к организации: почему"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("Например: нет 10–11 классов. Тогда степень и подтверждение не нужны."),
        error_messages={"max_length": _TOO_LONG},
    )
    proposal = forms.ChoiceField(
        label=_("Предложение"),
        required=False,
        choices=[("", _("Без предложения")), *Proposal.choices],
        error_messages={"invalid_choice": _("Выберите предложение из списка.")},
    )

    def __init__(self, *args: Any, has_earlier: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_earlier:
            del self.fields["no_change"]


class LinkForm(forms.Form):
    """One link; an empty row is none."""

    use_required_attribute = False

    url = forms.CharField(
        label=_("Ссылка"),
        max_length=LONGEST_LINK,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"max_length": _("Ссылка слишком длинная: сократите её или приложите файл.")},
    )

    def clean_url(self) -> str:
        return clean_link(self.cleaned_data["url"])


class DocumentForm(forms.Form):
    """The details of one document; an empty row is none."""

    use_required_attribute = False

    kind = forms.CharField(
        label=_("Вид документа"),
        max_length=100,
        error_messages={
            "required": _("Укажите вид документа, например «Приказ»."),
            "max_length": _("Вид документа слишком длинный: до 100 знаков."),
        },
    )
    number = forms.CharField(
        label=_("Номер"),
        max_length=100,
        required=False,
        error_messages={"max_length": _("Номер слишком длинный: до 100 знаков.")},
    )
    date = forms.DateField(
        label=_("Дата"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Укажите дату как 31.08.2022.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") and not self.errors and not cleaned.get("number") and cleaned.get("date") is None:
            self.add_error("number", ValidationError(_("Укажите номер или дату документа.")))
        return cleaned

    def clean_date(self) -> Any:
        value = self.cleaned_data["date"]
        if value is not None:
            check_document_date(value, today=clock.today())
        return value


#: Rows to fill beside those that are filled: works without a script.
SPARE_ROWS = 3
LinkFormSet = forms.formset_factory(LinkForm, extra=SPARE_ROWS, max_num=60, absolute_max=100)
DocumentFormSet = forms.formset_factory(DocumentForm, extra=SPARE_ROWS, max_num=60, absolute_max=100)
