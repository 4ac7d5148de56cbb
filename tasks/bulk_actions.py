"""Mass actions over a list as data: an app may ``register`` more of them from its ``apps.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Role, User
from organizations.permissions import Reach
from tasks.forms.bulk import BasisForm, NothingForm, WordsForm
from tasks.models import Task
from tasks.models.event import Channel
from tasks.services import lifecycle


class Do(Protocol):
    """Does the act on one task, in the caller's transaction; raises a Problem that says why not."""

    def __call__(
        self, task: Task, /, *, by: User, version: int, parameters: Mapping[str, Any], now: datetime
    ) -> object: ...


@dataclass(frozen=True)
class BulkAction:
    """One button of the selection bar. ``check`` raises what ``do`` would, the form's own questions aside."""

    name: str
    label: str | Promise
    roles: frozenset[str]
    check: Callable[[Task, User], object]
    do: Do
    form: type[forms.Form] = NothingForm
    danger: bool = False


ACTIONS: dict[str, BulkAction] = {}

_EXECUTORS = frozenset({Role.EXECUTOR})
_DECIDING = frozenset({Role.CONTROLLER, Role.COORDINATOR})


def register(action: BulkAction) -> None:
    """Add an action after those that are there."""
    ACTIONS[action.name] = action


def offered(reach: Reach) -> list[BulkAction]:
    """The actions that the person's roles can give a right to, on some task or other."""
    return [action for action in ACTIONS.values() if reach.holds(*action.roles)]


def transition(
    name: str,
    label: str | Promise,
    roles: frozenset[str],
    form: type[forms.Form] = NothingForm,
    danger: bool = False,
) -> BulkAction:
    """An act of the transition table, done to many."""

    def check(task: Task, by: User) -> object:
        return lifecycle.check(name, task=task, by=by)

    def do(task: Task, /, *, by: User, version: int, parameters: Mapping[str, Any], now: datetime) -> object:
        words = str(parameters.get("comment", ""))
        return lifecycle.act(name, task=task, by=by, channel=Channel.JOB, version=version, comment=words, now=now)

    return BulkAction(name, label, roles, check, do, form, danger)


for _action in (
    transition("accept", _("Принять отчёты"), _DECIDING),
    transition("start", _("Взять в работу"), _EXECUTORS),
    transition("comment", _("Добавить комментарий"), _EXECUTORS | _DECIDING, WordsForm),
    transition("restore", _("Вернуть на контроль"), _DECIDING),
    transition("withdraw", _("Снять без исполнения"), _DECIDING, BasisForm, danger=True),
):
    register(_action)
