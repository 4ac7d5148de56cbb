"""What a person may choose on «Мои данные»."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from resolution_portal.components.typography import glue
from resolution_portal.notices.presets import Preset

WHAT_COMES = {
    Preset.ALL: _("письмо о каждом событии"),
    Preset.DAILY: _("всё новое одним письмом утром рабочего дня; квитанция и новый документ – сразу"),
    Preset.IMPORTANT: _("только возвраты и нарушенные сроки, остальное ждёт на портале"),
}


class MailForm(forms.Form):
    """How often to write."""

    use_required_attribute = False

    mail = forms.ChoiceField(
        label=_("Как часто присылать письма"),
        choices=[(preset.value, preset.label) for preset in Preset],
        widget=forms.RadioSelect,
        help_text=_("Возврат на доработку и нарушенный срок приходят сразу при любом выборе."),
        error_messages={
            "required": _("Выберите, как часто присылать письма."),
            "invalid_choice": _("Выберите, как часто присылать письма."),
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(preset.value, glue(f"{preset.label} – {WHAT_COMES[preset]}")) for preset in Preset]
        self.fields["mail"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField's own
