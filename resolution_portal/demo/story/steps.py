"""What was done to one task, step by step and day by day, so that it came to its fate."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from resolution_portal.demo.content.people import SCHOOL
from resolution_portal.demo.story.days import Days
from resolution_portal.demo.story.remarks import TALKS
from resolution_portal.demo.story.shares import Fate
from tasks.models import Status


@dataclass(frozen=True)
class Step:
    """One act, by the executor's side or by the side that checks; a weak report will come back."""

    action: str
    at: datetime
    by_executor: bool
    weak: bool = False
    words: str = ""


@dataclass
class Script:
    """All steps of one task in order, and when its unsent draft was last saved, if it has one."""

    steps: list[Step] = field(default_factory=list)
    draft_at: datetime | None = None


TALKS_SHARE, DRAFT_SHARE, TOGETHER_SHARE = 0.03, 0.75, 0.6
LONGEST_WAIT = {"rudnya": 5}
_ROOM = 8  # a date this many working days before yesterday is long past: everything about it is decided


def script_of(fate: Fate, *, organization: str, number: str, due_on: date, days: Days) -> Script:
    """The steps that lead to ``fate``; organizations tend to send several reports on one day."""
    rng = Random(f"{days.seed}:script:{organization}:{number}")
    return _Writer(fate, organization, days, days.upto(due_on), rng).write()


class _Writer:
    def __init__(self, fate: Fate, organization: str, days: Days, due: int, rng: Random) -> None:
        self.fate, self.organization, self.days, self.due, self.rng = fate, organization, days, due, rng
        self.past = due < days.last - _ROOM
        self.script = Script()

    def write(self) -> Script:
        match self.fate.status:
            case Status.NEW:
                pass
            case Status.IN_PROGRESS:
                self._begin_only()
            case Status.WITHDRAWN:
                self._withdraw()
            case _:
                self._report()
        return self.script

    def _report(self) -> None:
        """Sent, perhaps back and sent again, then decided; the last act never falls later than yesterday."""
        acts = self._acts()
        day = max(1, self._first_sending(sum(gap for _action, gap, _weak in acts)))
        self._start(day - self.rng.randint(1, 10), before=day)
        for action, gap, weak in acts:
            day += gap
            self._add(action, day, weak=weak)
        if self.fate.status == Status.RETURNED and self.rng.random() < 0.5 and day < self.days.last:
            self.script.draft_at = self.days.moment(day + 1, self.rng)

    def _acts(self) -> list[tuple[str, int, bool]]:
        """(act, working days since the one before, weak report)."""
        acts: list[tuple[str, int, bool]] = []
        for time in range(self.fate.returns):
            acts.append(("report", self.rng.randint(1, 3) if time else 0, True))
            acts.append(("return", self.rng.randint(1, 3), False))
        if self.fate.status != Status.RETURNED:
            acts.append(("report", self.rng.randint(1, 3) if acts else 0, False))
        if self.fate.status == Status.ACCEPTED:
            acts.append(("accept", self.rng.choice((1, 1, 2, 2, 3, 4)), False))
        return acts

    def _first_sending(self, later: int) -> int:
        """The day of the first report when all else takes ``later`` working days more."""
        latest = self.days.last - later
        if self.fate.status == Status.SUBMITTED:
            return latest - self._waiting()
        if self.fate.late:
            return min(self.due + self.rng.randint(1, 8), latest)
        if self.past:
            return min(self._before_date(), latest)
        if self.fate.status == Status.RETURNED:
            return latest - self.rng.randint(0, 2)
        return min(self._of_organization(), latest)

    def _waiting(self) -> int:
        """How many working days it has been with the reviewer: of one organization mostly the same."""
        if self.fate.late:
            return LONGEST_WAIT.get(self.organization, 0)
        return self._together("waiting").choice((0, 0, 0, 1, 1, 2, 2, 3, 4))

    def _before_date(self) -> int:
        """Half of everybody sends on the last two days."""
        chance = self.rng.random()
        if chance < 0.5:
            return self.due - self.rng.choice((0, 0, 1))
        return self.due - self.rng.randint(2, 6 if chance < 0.75 else max(6, self.due - 2))

    def _of_organization(self) -> int:
        last = self.days.last
        return round(self._together("reporting").triangular(last * 0.35, last - 1, last - 6))

    def _together(self, what: str) -> Random:
        """Mostly the same chance for all that an organization does."""
        own = Random(f"{self.days.seed}:{what}:{self.organization}")
        return own if self.rng.random() < TOGETHER_SHARE else self.rng

    def _begin_only(self) -> None:
        """Taken into work: by a first draft, or by the button, which leaves none."""
        last = self.days.last
        day = self.rng.randint(3, max(4, self.due)) if self.past else self.rng.randint(last // 2, last)
        self._start(day, before=last)
        if self.rng.random() < DRAFT_SHARE or self.organization == SCHOOL:
            later = self.rng.randint(day, last)
            self.script.draft_at = self.days.moment(later, self.rng) if later > day else self.script.steps[0].at

    def _start(self, day: int, *, before: int) -> None:
        day = max(0, day)
        self._add("start", day)
        if self.rng.random() < TALKS_SHARE and day + 4 < before:
            question, answer = self.rng.choice(TALKS)
            self._add("comment", day + 2, words=question)
            self._add("comment", day + 3, by_executor=False, words=answer)

    def _withdraw(self) -> None:
        self._add("withdraw", self.rng.randint(self.days.last // 3, self.days.last), words=self.fate.words)

    def _add(
        self, action: str, day: int, *, by_executor: bool | None = None, weak: bool = False, words: str = ""
    ) -> None:
        own = action in ("start", "report", "comment") if by_executor is None else by_executor
        sent = action == "report"
        at = self.days.sending(day, self.organization) if sent else self.days.moment(day, self.rng)
        self.script.steps.append(Step(action, at, own, weak, words))
