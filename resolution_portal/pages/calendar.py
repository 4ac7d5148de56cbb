"""The calendar of working days: the year, the days that differ from the country's, and their import."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal import clock
from resolution_portal.once.pages import page
from resolution_portal.problems import Forbidden
from resolution_portal.see_other import SeeOther
from resolution_portal.workdays import overrides
from resolution_portal.workdays.days import is_working_day
from resolution_portal.workdays.models import DayOverride

_MOST_BYTES = 200_000
_YEARS = range(2000, 2101)


class DayForm(forms.ModelForm):
    """One day by hand; a day that is overridden already is overridden anew."""

    is_working = forms.TypedChoiceField(
        label=gettext_lazy("Какой день"),
        choices=[("0", gettext_lazy("выходной")), ("1", gettext_lazy("рабочий"))],
        coerce=lambda value: value == "1",
    )

    class Meta:
        model = DayOverride
        fields = ("date", "is_working", "note")
        widgets = {"date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def clean_date(self) -> date:
        day: date = self.cleaned_data["date"]
        if day.year not in _YEARS:
            raise forms.ValidationError(_("Укажите день с 2000 по 2100 год."))
        return day

    def validate_unique(self) -> None:
        """The same day again replaces the row."""


class ImportForm(forms.Form):
    """Pasted lines, or a file of them."""

    lines = forms.CharField(
        label=gettext_lazy("Строки"),
        required=False,
        max_length=_MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "31.12.2026;выходной;перенос с 3 января"}),
        help_text=gettext_lazy("Дата; рабочий или выходной; основание. Можно вставить столбцы из таблицы."),
    )
    file = forms.FileField(label=gettext_lazy("Или файл CSV"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None and upload.size > _MOST_BYTES:
            self.add_error("file", _("Файл больше 200 КБ: это не перечень дней."))
        elif upload is not None:
            cleaned["lines"] = _text(upload.read())
        if not self.errors and not cleaned.get("lines", "").strip():
            self.add_error("lines", _("Вставьте строки или выберите файл."))
        return cleaned


@dataclass(frozen=True)
class Day:
    """One cell of a month."""

    date: date
    is_working: bool
    override: DayOverride | None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: SignedInRequest) -> HttpResponse:
    """The year as it counts; a coordinator changes it."""
    if not reach_of(request.user).holds("coordinator"):
        raise Forbidden(_("Календарь рабочих дней ведёт координатор."))
    if request.method != "POST":
        return _page(request)
    if "remove" in request.POST:
        number = request.POST["remove"]
        found = get_object_or_404(DayOverride, pk=int(number) if number.isdecimal() and len(number) < 10 else 0)
        return page(request, lambda: _clear(request, found))
    if "lines" in request.POST:
        return _import(request)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, day_form=form, status=422)
    return page(request, lambda: _set(request, form))


def _import(request: SignedInRequest) -> HttpResponse:
    """First what was read, with what is wrong in which line; then, asked again, it is saved."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, import_form=form, status=422)
    rows, problems = overrides.parse(form.cleaned_data["lines"])
    if "save" in request.POST and rows and not problems:
        return page(request, lambda: _save(request, rows))
    again = ImportForm(initial={"lines": form.cleaned_data["lines"]})
    return _page(request, import_form=again, read=rows, problems=problems, status=422 if problems or not rows else 200)


def _set(request: SignedInRequest, form: DayForm) -> HttpResponse:
    given = form.cleaned_data
    overrides.set_days([overrides.Row(1, given["date"], given["is_working"], given["note"])], by=request.user)
    messages.success(request, _("День сохранён."))
    return SeeOther(_address(given["date"].year))


def _save(request: SignedInRequest, rows: list[overrides.Row]) -> HttpResponse:
    number = overrides.set_days(rows, by=request.user)
    done = ngettext("Сохранён %(n)d день.", "Сохранено %(n)d дней.", number) % {"n": number}
    messages.success(request, done)
    return SeeOther(_address(rows[0].date.year))


def _clear(request: SignedInRequest, override: DayOverride) -> HttpResponse:
    year = override.date.year
    overrides.clear_day(override, by=request.user)
    messages.success(request, _("День снова такой, как в календаре страны."))
    return SeeOther(_address(year))


def _page(request: SignedInRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in _YEARS else clock.today().year
    changed = {override.date: override for override in DayOverride.objects.filter(date__year=year)}
    context = {
        "day_form": DayForm(),
        "import_form": ImportForm(),
        "year": year,
        "months": [(date(year, month, 1), _weeks(year, month, changed)) for month in range(1, 13)],
        "overrides": changed.values(),
        "years": [number for number in (year - 1, year + 1) if number in _YEARS],
        "today": clock.today(),
        **context,
    }
    return render(request, "pages/calendar.html", context, status=status)


def _weeks(year: int, month: int, changed: dict[date, DayOverride]) -> list[list[Day | None]]:
    return [
        [Day(day, is_working_day(day), changed.get(day)) if day.month == month else None for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]


def _text(data: bytes) -> str:
    """A CSV saved by Excel is in the encoding of Windows unless it says otherwise."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def _address(year: int) -> str:
    return f"{reverse('calendar')}?year={year}"
