"""The steps as acts in the ledger: the same changes that the lifecycle's services make, a batch for many tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from organizations.models import User
from resolution_portal.clock import moscow
from resolution_portal.demo.story.steps import Step
from resolution_portal.workdays.days import add_working_days
from tasks.models import Task
from tasks.models.event import Channel
from tasks.services.ledger import Act, note, record_many
from tasks.transitions import RETURN_WORKING_DAYS, TRANSITIONS


@dataclass(frozen=True)
class Deed:
    """One step of one task with whoever did it, for which organization."""

    task: Task
    step: Step
    by: User
    acting_for: int
    words: str = ""
    assigned: bool = True


def write(stories: Sequence[Sequence[Deed]]) -> None:
    """Write every story's first deed, then every second one, and so on: a task's acts follow one another."""
    longest = max((len(story) for story in stories), default=0)
    for turn in range(longest):
        _write_turn([story[turn] for story in stories if turn < len(story)])


def _write_turn(deeds: Sequence[Deed]) -> None:
    in_time = sorted(deeds, key=lambda deed: (deed.step.at, deed.task.pk))
    record_many([_act(deed) for deed in in_time if deed.step.action != "comment"], channel=Channel.PAGE)
    for deed in in_time:
        if deed.step.action == "comment":
            note(
                deed.task,
                action="comment",
                by=deed.by,
                acting_for=deed.acting_for,
                channel=Channel.PAGE,
                now=deed.step.at,
                comment=deed.words,
            )


def _act(deed: Deed) -> Act:
    return Act(
        task=deed.task,
        action=deed.step.action,
        by=deed.by,
        now=deed.step.at,
        acting_for=deed.acting_for,
        comment=deed.words,
        changes={"status": TRANSITIONS[deed.step.action].target, **_changes(deed)},
    )


def _changes(deed: Deed) -> dict[str, Any]:
    task, now = deed.task, deed.step.at
    today = moscow(now).date()
    match deed.step.action:
        case "start":
            return {"responsible": deed.by} if deed.assigned else {}
        case "report":
            return {
                "report_number": task.report_number + 1,
                "submitted_at": now,
                "submitted_on": today,
                "submitted_by": deed.by,
                "written_by": deed.by,
                "on_time": today <= task.due_on and task.on_time is not False,
            }
        case "accept":
            return {"accepted_at": now, "reviewed_by": deed.by}
        case "return":
            mend_by = max(task.due_on, add_working_days(today, RETURN_WORKING_DAYS))
            return {"due_on": mend_by, "reviewed_by": deed.by}
        case _:
            return {}
