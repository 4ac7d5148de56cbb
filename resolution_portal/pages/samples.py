"""What the page of samples is filled with: objects as the pages get them, none of them saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.core.paginator import Page, Paginator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import User
from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.pages.sections import Section, title_of
from resolution_portal.workdays.days import add_working_days
from tasks.history import Entry
from tasks.models import Status


@dataclass(frozen=True)
class Due:
    """What the tag of a due date is given."""

    due_on: date | None
    first: date | None = None
    words: str | None = None
    late: bool | None = None


@dataclass(frozen=True)
class Piece:
    """A line of evidence."""

    kind: str
    id: int
    title: str
    meta: str
    state: str = "stored"
    url: str = ""
    preview: str = ""
    done: int = 0
    total: int = 0


class SampleForm(forms.Form):
    """A field of each sort and state."""

    note = forms.CharField(label=gettext_lazy("Поле"), initial="12", required=True)
    basis = forms.CharField(
        label=gettext_lazy("Поле с подсказкой"), help_text=gettext_lazy("Вид, номер и дата"), required=False
    )
    due_on = forms.DateField(
        label=gettext_lazy("Дата с ошибкой"), error_messages={"required": gettext_lazy("Укажите новый срок.")}
    )
    status = forms.ChoiceField(label=gettext_lazy("Выбор"), choices=Status.choices, required=False)
    closed = forms.CharField(label=gettext_lazy("Недоступное поле"), disabled=True, required=False, initial="СМ-2022")
    text = forms.CharField(label=gettext_lazy("Текст"), widget=forms.Textarea({"rows": 2}), required=False)
    degree = forms.ChoiceField(
        label=gettext_lazy("Один из нескольких"),
        choices=[
            ("none", gettext_lazy("Нет")),
            ("part", gettext_lazy("Частично")),
            ("full", gettext_lazy("Полностью")),
        ],
        widget=forms.RadioSelect({"class": "segmented"}),
    )
    agreed = forms.BooleanField(label=gettext_lazy("Галочка"), required=False)


def form() -> SampleForm:
    """Filled and refused once, as a person meets it."""
    return SampleForm(
        {"note": "12", "status": Status.SUBMITTED.value, "degree": "part", "agreed": "on"}, auto_id="sample_%s"
    )


def statuses() -> list[tuple[str, str]]:
    """Codes with their words."""
    return [(value, str(label)) for value, label in Status.choices]


def dates() -> list[Due]:
    """Every wording of a due date."""
    today = clock.today()
    ahead, behind = add_working_days(today, 6), today - timedelta(days=5)
    return [
        Due(ahead),
        Due(add_working_days(today, 1)),
        Due(today),
        Due(behind),
        Due(ahead, first=behind),
        Due(behind, words=_("сдано вовремя")),
        Due(behind, words=_("сдано позже срока"), late=True),
        Due(None),
    ]


def person() -> User:
    """Somebody invented."""
    return User(
        last_name="Петрова",
        first_name="Анна",
        patronymic="Сергеевна",
        position=_("методист, комитет образования"),
        phone="8 (48131) 4-22-17",
    )


def evidence() -> list[Piece]:
    """The three kinds, a file in each state."""
    half = _("загружено %(done)s из %(total)s") % {
        "done": filesizeformat(1_100_000),
        "total": filesizeformat(1_800_000),
    }
    return [
        Piece("file", 1, "Приказ № 112-од.pdf", _("1,2 МБ · PDF"), url="#files"),
        Piece("file", 2, "Фото 09.12.2022.jpg", half, "uploading", preview="image", done=11, total=18),
        Piece("file", 3, "Реестр.xlsx", _("не загружен: соединение прервалось"), "failed"),
        Piece("file", 4, "Справка.exe", _("такие файлы портал не принимает"), "rejected"),
        Piece("link", 5, "vyazma-5.schools.example", _("ссылка"), url="https://vyazma-5.schools.example/"),
        Piece("document", 6, "Приказ от 31.08.2022 № 112-од", _("реквизиты документа")),
    ]


def messages() -> list[tuple[str, str]]:
    """Kind and words."""
    return [
        ("ok", _("Отчёт отправлен. Квитанция № 4821 от 13 декабря, 16:42")),
        ("info", _("Пока вы читали, Петрова А. С. приняла пункт 4.3.")),
        ("warn", _("Расхождение: в отчёте 8, по отчётам школ 5.")),
        ("error", _("Отчёт не отправлен: пункт уже закрыт.")),
    ]


def jobs() -> list[Job]:
    """Long work: waiting, waiting after a failure, under way, done, given up."""
    state = Job.State
    return [
        Job(pk=1, state=state.QUEUED),
        Job(pk=2, state=state.QUEUED, error=_("Не вышло с первого раза, повторим через минуту.")),
        Job(pk=3, state=state.RUNNING, done=214, total=370, message=_("Готовим таблицу")),
        Job(pk=4, state=state.DONE, done=370, total=370, message=_("Таблица готова")),
        Job(pk=5, state=state.FAILED, error=_("Не хватило места на диске.")),
    ]


def timeline() -> list[Entry]:
    """Three events, the newest first."""
    now = clock.now()
    lines = [
        ("submit", _("Иванова Е. В. отправила отчёт № 2"), ""),
        ("return", _("Петрова А. С. вернула отчёт № 1 на доработку"), _("Не указаны реквизиты приказа")),
        ("publish", _("Пункт направлен организации"), ""),
    ]
    return [
        Entry(at=now - timedelta(days=days), event=event, text=text, words=words)
        for days, (event, text, words) in enumerate(lines)
    ]


def page() -> Page[int]:
    """The second of three."""
    return Paginator(range(1, 2333), 1000).page(2)


def sections(*keys: str) -> list[Section]:
    """The first one current, the second counted."""
    return [Section(key, title_of(key), "#sections", at == 0, 12 if at == 1 else None) for at, key in enumerate(keys)]
