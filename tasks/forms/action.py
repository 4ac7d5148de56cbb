"""The forms that act on a task: one a transition, shown as buttons with a field for the words that some need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks.models import Task
from tasks.transitions import TRANSITIONS

#: Actions of the page; a report goes through its own form.
ACTIONS = frozenset(TRANSITIONS) - {"report"}
LONGEST_WORDS = 5000
_FIELD_LABELS: dict[str, str | Promise] = {
    "return": gettext_lazy("Что исправить"),
    "reopen": gettext_lazy("Почему возобновляется"),
    "withdraw": gettext_lazy("Основание"),
    "comment": gettext_lazy("Комментарий"),
}
# One primary button a page: the first of these that is possible.
_PRIMARY = ("report", "accept", "restore")
_FOLDED = ("return", "reopen", "withdraw")


class ActionForm(forms.Form):
    """What a posted act brings; whether its words suffice is the transition table's question."""

    version = forms.IntegerField(
        min_value=1, error_messages={"required": gettext_lazy("Обновите страницу и повторите: она устарела.")}
    )
    comment = forms.CharField(
        required=False,
        max_length=LONGEST_WORDS,
        error_messages={"max_length": gettext_lazy("Сократите текст: не больше %(limit_value)d знаков.")},
    )

    def __init__(self, action: str, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's own arguments
        self.fields["version"].required = action != "comment"


@dataclass(frozen=True)
class Typed:
    """What the person had typed into the form that was refused, and why it was."""

    action: str
    comment: str = ""
    error: str = ""
    next: str = ""


@dataclass(frozen=True)
class Button:
    """One act that is possible now."""

    action: str
    url: str
    label: str | Promise
    kind: str
    comment: str | Promise = ""
    required: bool = False
    value: str = ""
    error: str = ""

    @property
    def is_folded(self) -> bool:
        return self.action in _FOLDED

    @property
    def is_open(self) -> bool:
        return bool(self.value or self.error)


def buttons(task: Task, allowed: Iterable[str], typed: Typed | None = None) -> list[Button]:
    """The acts allowed now, the primary one first; ``comment`` stands under the history instead."""
    names = [name for name in allowed if name in ACTIONS and name != "comment"]
    primary = next((name for name in _PRIMARY if name in allowed), "")
    names.sort(key=lambda name: name != primary)
    return [button(task, name, typed, kind="primary" if name == primary else "") for name in names]


def button(task: Task, action: str, typed: Typed | None = None, kind: str = "") -> Button:
    """One act as a form."""
    step = TRANSITIONS[action]
    mine = typed if typed and typed.action == action else Typed(action)
    query = f"?{urlencode({'next': mine.next})}" if mine.next else ""
    return Button(
        action=action,
        url=reverse("task_action", args=[task.pk, action]) + query,
        label=step.label,
        kind=kind or ("danger" if action == "withdraw" else "quiet"),
        comment=_FIELD_LABELS.get(action, _("Причина")) if step.needs_words else "",
        required=step.needs_words,
        value=mine.comment,
        error=mine.error,
    )
