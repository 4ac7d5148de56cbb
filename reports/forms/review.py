"""The decision on one report in the queue: accepted, or back with standard remarks and words of one's own."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 5000
#: What reviewers write most; each may be ticked, several too.
REMARKS: dict[str, str | Promise] = {
    "proof": _("нет подтверждения"),
    "link": _("ссылка не открывает документ"),
    "order": _("не указаны реквизиты приказа"),
    "subject": _("не по существу пункта"),
    "figures": _("показатели не заполнены"),
    "contradiction": _("показатели противоречат тексту или данным организации"),
    "period": _("отчёт за другой период"),
    "children": _("содержит персональные данные детей: удалите файл"),
}


class DecisionForm(forms.Form):
    """What a posted decision brings; whether the words suffice is the transition table's question."""

    task = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    action = forms.ChoiceField(choices=[("accept", ""), ("return", "")])
    version = forms.IntegerField(min_value=1)
    remark = forms.MultipleChoiceField(required=False, choices=list(REMARKS.items()))
    comment = forms.CharField(
        required=False,
        max_length=LONGEST_WORDS,
        error_messages={"max_length": _("Сократите текст: не больше %(limit_value)d знаков.")},
    )

    def words(self) -> str:
        """«Нет подтверждения; не по существу пункта. Приложите протокол.»"""
        given = self.cleaned_data
        standard = "; ".join(str(REMARKS[name]) for name in given.get("remark", []))
        sentence = f"{standard[:1].upper()}{standard[1:]}." if standard else ""
        return f"{sentence} {given.get('comment', '')}".strip()


class RestForm(forms.Form):
    """«Принять оставшиеся»: the tasks that were shown, each as «number:version»."""

    rest = forms.RegexField(r"^(\d{1,18}:\d{1,9})(,\d{1,18}:\d{1,9})*$", max_length=3000)

    def versions(self) -> dict[int, int]:
        """Task → the version that was shown."""
        pairs = (pair.split(":") for pair in self.cleaned_data["rest"].split(","))
        return {int(task): int(version) for task, version in pairs}
