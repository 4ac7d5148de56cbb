"""Forms of a document: taking it in, and its plan of control."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Kind, Organization, User
from organizations.permissions import reach_of
from tasks.intake.blocks import Unreadable
from tasks.intake.kinds import MAX_BYTES, check_size
from tasks.models import Directive, Resolution
from tasks.permissions import may_import
from tasks.services import importing, schedule
from tasks.services.planning import PlannedDirective


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UploadForm(forms.Form):
    """A file to read, and who puts it on control; reads it while it is checked."""

    file = forms.FileField(
        label=gettext_lazy("Файл документа"),
        help_text=gettext_lazy("DOCX, Markdown или текст, до 20 МБ. Портал сам найдёт адресатов и пункты."),
        error_messages={
            "required": gettext_lazy("Выберите файл документа."),
            "empty": gettext_lazy("Файл пуст. Выберите файл с текстом документа."),
        },
    )
    issuer = forms.ModelChoiceField(
        Organization.objects.none(), label=gettext_lazy("Кто ставит на контроль"), empty_label=None
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["issuer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organization.objects.filter(pk__in=may_import(reach_of(user)))
        field.initial = field.queryset.first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None:
            try:
                check_size(upload.size, name=upload.name)
                cleaned["data"] = upload.read()
                cleaned["outline"] = importing.read(data=cleaned["data"], name=upload.name)
            except Unreadable as error:
                self.add_error("file", str(error))
            else:
                self._refuse_empty(cleaned["outline"])
        return cleaned

    @property
    def is_too_large(self) -> bool:
        """Whether the file is over the limit."""
        upload = self.files.get("file")
        return upload is not None and (upload.size or 0) > MAX_BYTES

    def _refuse_empty(self, outline: Any) -> None:
        for problem in outline.problems:
            if problem.code == "no_directives":
                self.add_error("file", problem.message)


class RequisitesForm(forms.ModelForm):
    """What the document is called and what its control rests on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    date_for_undated = forms.DateField(
        label=gettext_lazy("Срок для пунктов без даты"),
        required=False,
        widget=DateInput,
        help_text=gettext_lazy("Проставится всем пунктам ниже, у которых срок пуст."),
    )
    keep_days_off = forms.BooleanField(
        label=gettext_lazy("Оставлять срок, выпавший на выходной день"),
        required=False,
        help_text=gettext_lazy("Иначе он переносится на предыдущий рабочий день."),
    )

    class Meta:
        model = Resolution
        fields = (
            "title",
            "doc_kind",
            "number",
            "place",
            "adopted_on",
            "basis_kind",
            "basis_number",
            "basis_date",
            "basis_by",
        )
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "adopted_on": DateInput,
            "basis_date": DateInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["keep_days_off"] = not schedule.moves_off_days_off(self.instance)

    def save(self, commit: bool = True) -> Resolution:
        self.instance.settings = {
            **self.instance.settings,
            schedule.MOVES: not self.cleaned_data["keep_days_off"],
        }
        saved: Resolution = super().save(commit)
        return saved


class DirectiveForm(forms.ModelForm):
    """One row of the plan: whom, by when, and the passport."""

    planned_on = forms.DateField(label=gettext_lazy("Срок"), required=False, widget=DateInput)
    kind = forms.ModelChoiceField(
        Kind.objects.all(), label=gettext_lazy("Кому"), required=False, empty_label=gettext_lazy("Выберите категорию")
    )

    class Meta:
        model = Directive
        fields = (
            "title",
            "plain",
            "expected_result",
            "proof",
            "proof_required",
            "sample",
            "curator_name",
            "curator_unit",
            "curator_phone",
        )
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("plain", "expected_result", "proof", "sample")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _("Так пункт называется в списках; полный текст остаётся.")
        if self.instance.pk:
            checkpoint = next(iter(self.instance.checkpoints.all()), None)
            self.initial["planned_on"] = checkpoint.planned_on if checkpoint else None
            self.initial["kind"] = _kind_of(self.instance)

    def planned(self) -> PlannedDirective:
        """The checked row, for the service."""
        return PlannedDirective(
            directive=self.instance, planned_on=self.cleaned_data["planned_on"], kind=self.cleaned_data["kind"]
        )


def _kind_of(directive: Directive) -> int | None:
    """The kind to show as chosen: none while there is an addressee to be recognized, so that somebody chooses."""
    addressees = list(directive.addressees.all())
    if any(not (a.kind_id or a.organization_id) for a in addressees):
        return None
    return next((a.kind_id for a in addressees), None)


DirectiveFormSet = forms.modelformset_factory(Directive, form=DirectiveForm, extra=0, can_delete=False)
