"""The two ends of an invitation: who is invited to what, and the account of who comes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from organizations.models import Role, User


class InviteForm(forms.Form):
    """One person and the role; the roles are those that the inviter may give."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("Электронная почта"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Личная рабочая почта: по этому адресу человек будет входить."),
        error_messages={
            "required": _("Укажите адрес, на который отправить приглашение."),
            "invalid": _("Проверьте адрес: он пишется как ivanova@school.ru."),
        },
    )
    name = forms.CharField(
        label=_("Фамилия, имя, отчество"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Человек увидит их заполненными и сможет поправить."),
        error_messages={"max_length": _("Сократите: не больше %(limit_value)d знаков.")},
    )
    role = forms.ChoiceField(
        label=_("Роль"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Выберите роль."), "invalid_choice": _("Выберите роль из списка.")},
    )

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        choices = [(role, f"{Role(role).label} – {WHAT_IT_DOES[Role(role)]}") for role in roles]
        field.choices = choices  # type: ignore[attr-defined]  # a ChoiceField's own
        field.initial = choices[0][0]


WHAT_IT_DOES = {
    Role.EXECUTOR: _("заполняет и отправляет отчёты организации"),
    Role.CONTROLLER: _("проверяет отчёты нижестоящих, видит, кто не сдал"),
    Role.OBSERVER: _("только смотрит"),
    Role.COORDINATOR: _("ставит документы на контроль, проверяет, снимает пункты"),
}


def _rules() -> SafeString:
    return password_validators_help_text_html()


class JoinForm(forms.ModelForm):
    """A new person: the name comes filled in when the inviter knew it."""

    use_required_attribute = False

    password = forms.CharField(
        label=_("Пароль"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazy(_rules, str)(),
        error_messages={"required": _("Придумайте пароль."), "max_length": _("Пароль слишком длинный: до 200 знаков.")},
    )

    class Meta:
        model = User
        fields = ["last_name", "first_name", "patronymic", "phone"]
        labels = {
            "last_name": _("Фамилия"),
            "first_name": _("Имя"),
            "patronymic": _("Отчество"),
            "phone": _("Телефон"),
        }
        widgets = {
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "patronymic": forms.TextInput(attrs={"autocomplete": "additional-name"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }
        help_texts = {"phone": _("Его увидят проверяющие: по нему проще уточнить отчёт.")}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            person = User(email=self.instance.email, **{name: cleaned.get(name, "") for name in self.Meta.fields})
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
