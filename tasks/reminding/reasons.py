"""Why a reminder goes on another day than its rule names, or does not go at all; and what each is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resolution_portal.components.dates import day_full, day_weekday
from resolution_portal.workdays.days import is_working_day
from tasks.models import ReminderHold, Resolution, Rule, Status, Task
from tasks.reminding.steps import TO_EXECUTORS, Quiet


class Why(StrEnum):
    """The reasons."""

    ON_REVIEW = "on_review"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    NO_MORE = "no_more"
    DAY_OFF = "day_off"
    QUIET = "quiet"
    HELD = "held"
    CAUGHT_UP = "caught_up"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Reason:
    """One of them, with the day or the hold that it tells of."""

    why: Why
    day: date | None = None
    hold: ReminderHold | None = None

    @property
    def words(self) -> str:
        """The sentence that pages show."""
        if self.why is Why.HELD and self.hold is not None:
            names = {"day": day_full(self.hold.day), "by": self.hold.by.get_short_name(), "words": self.hold.words}
            return _("%(day)s придержано координатором (%(by)s): %(words)s") % names
        day = day_weekday(self.day) if self.day else ""
        return {
            Why.ON_REVIEW: _("Напоминаний не будет: отчёт на проверке. После возврата они пойдут на новый срок."),
            Why.DONE: _("Напоминаний не будет: пункт исполнен."),
            Why.WITHDRAWN: _("Напоминаний не будет: пункт снят."),
            Why.ARCHIVED: _("Напоминаний не будет: документ снят с контроля."),
            Why.NO_MORE: _("По правилам документа напоминать больше не о чем."),
            Why.DAY_OFF: _("%(day)s – нерабочий день") % {"day": day},
            Why.QUIET: _("%(day)s – каникулы, в эти дни не напоминаем") % {"day": day},
            Why.CAUGHT_UP: _("должно было уйти %(day)s") % {"day": day},
            Why.NOBODY: _("Получателя нет: в организации ни у кого нет доступа."),
        }[self.why]


def silence(task: Task) -> Reason | None:
    """Why nothing at all is sent about the task."""
    if task.status not in Status.owed():
        found = {Status.SUBMITTED: Why.ON_REVIEW, Status.ACCEPTED: Why.DONE, Status.WITHDRAWN: Why.WITHDRAWN}
        return Reason(found[Status(task.status)])
    return None if task.resolution.status == Resolution.State.PUBLISHED else Reason(Why.ARCHIVED)


def moved(rule: str, at: date, day: date, quiet: tuple[Quiet, ...]) -> Reason | None:
    """Why a step of this day is sent on that later one; nothing when it is the same."""
    if at == day:
        return None
    if rule in TO_EXECUTORS and any(period.covers(at) for period in quiet):
        return Reason(Why.QUIET, at)
    if not is_working_day(at):
        return Reason(Why.DAY_OFF, at)
    return Reason(Why.CAUGHT_UP, at)


def step_words(rule: str, number: int) -> str:
    """«Напоминание за 2 рабочих дня до срока»."""
    if rule == Rule.BEFORE and not number:
        return _("Напоминание в день срока")
    words = {
        Rule.BEFORE: ngettext(
            "Напоминание за %(n)d рабочий день до срока", "Напоминание за %(n)d рабочих дней до срока", number
        ),
        Rule.AFTER: ngettext(
            "Напоминание через %(n)d день после срока", "Напоминание через %(n)d дней после срока", number
        ),
        Rule.EXPLANATION: ngettext(
            "Просьба объяснить просрочку на %(n)d рабочий день",
            "Просьба объяснить просрочку на %(n)d рабочих дней",
            number,
        ),
        Rule.CONTROLLER: ngettext(
            "Контролёру о просрочке на %(n)d рабочий день", "Контролёру о просрочке на %(n)d рабочих дней", number
        ),
        Rule.COORDINATOR: ngettext(
            "Координаторам о просрочке на %(n)d рабочий день",
            "Координаторам о просрочке на %(n)d рабочих дней",
            number,
        ),
    }
    return words[Rule(rule)] % {"n": number}


def day_words(day: date, today: date) -> str:
    """«Завтра, 26 ноября (чт)»; farther days by their date alone."""
    if day == today:
        return _("Сегодня, %(day)s") % {"day": day_weekday(day)}
    if day == today + timedelta(days=1):
        return _("Завтра, %(day)s") % {"day": day_weekday(day)}
    return day_weekday(day)
