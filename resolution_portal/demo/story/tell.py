"""The story told: fates become steps, steps become acts and papers, all by people who may do them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from organizations.models import User
from resolution_portal.clock import moscow
from resolution_portal.demo.content import records
from resolution_portal.demo.document import Published
from resolution_portal.demo.story import acts
from resolution_portal.demo.story.acts import Deed
from resolution_portal.demo.story.days import Days
from resolution_portal.demo.story.fates import fates
from resolution_portal.demo.story.papers import Papers
from resolution_portal.demo.story.steps import Script, Step, script_of
from tasks.models import Task

ASSIGNED_SHARE = 0.93


@dataclass(frozen=True)
class World:
    """The register in the database: keys by organization, and who holds a role where."""

    register: records.Register
    keys: dict[int, str]
    holders: Callable[[str, str], list[User]]


def tell(world: World, published: Published, *, today: date, seed: int) -> None:
    """Write everything that happened between the publication and ``today``."""
    days = Days.between(moscow(published.moment).date(), today, seed=seed)
    ends = fates(world.register, seed=seed)
    papers = Papers(seed)
    tasks = Task.objects.filter(resolution=published.resolution).select_related("directive", "organization")
    stories = []
    for task in tasks.order_by("pk"):
        key, number = world.keys[task.organization_id], task.directive.number
        script = script_of(ends[key, number], organization=key, number=number, due_on=task.due_on, days=days)
        stories.append(_story(task, script, _Cast(world, task, Random(f"{seed}:cast:{key}:{number}")), papers))
    acts.write(stories)
    papers.write()


def _story(task: Task, script: Script, cast: _Cast, papers: Papers) -> list[Deed]:
    """The steps with their people; each report goes to the papers, a weak one for the words that answer it."""
    sent, answer, story = 0, "", []
    for step in script.steps:
        if step.action == "report":
            sent += 1
            answer = papers.send(task, cast.place, number=sent, weak=step.weak, author=cast.executor, at=step.at)
        story.append(cast.deed(step, answer if step.action == "return" else step.words))
    if script.draft_at:
        papers.draft(task, cast.place, number=sent + 1, author=cast.executor, at=script.draft_at)
    return story


class _Cast:
    """Who acts on one task: the executor of its organization, and those who check it from above."""

    def __init__(self, world: World, task: Task, rng: Random) -> None:
        key = world.keys[task.organization_id]
        self.task = task
        self.place = world.register.by_key[key]
        self.executor = world.holders(key, "executor")[0]
        self.assigned = rng.random() < ASSIGNED_SHARE
        above = self.place.parent or key
        role = "controller" if world.register.by_key[above].level == "municipality" else "coordinator"
        self.checker = rng.choice(world.holders(above, role))
        self.home = task.organization.parent_id or task.organization_id

    def deed(self, step: Step, words: str) -> Deed:
        by, home = (self.executor, self.task.organization_id) if step.by_executor else (self.checker, self.home)
        return Deed(self.task, step, by, home, words, self.assigned)
