"""The fill page under a line that breaks: after any sequence nothing typed is lost, and nothing is doubled.

A sequence is drawn from a seeded generator: type, pause, cut the line, restore it, lose an answer on the way back,
close the tab, open it again, press save or send. At its end the line is back and whoever wants to be done sends.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Model
from playwright.sync_api import BrowserContext, Error, Page

from organizations.tests.cast import PASSWORD
from reports.models import ProgressReport, Receipt
from resolution_portal.once.models import OnceKey
from resolution_portal.tests.browser.line import Line
from tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEED = 20221216
FULL, SHORT = 200, 40
STEPS = ["type"] * 5 + ["pause"] * 2 + ["cut", "restore", "restore", "lose", "close", "open", "save", "send"]
SETTLED = "() => window.portalBlocks?.every(each => !each.isDirty()) && !window.portalSend.get()"
STUCK = """() => [document.querySelector(".fill-sending")?.textContent, JSON.stringify(localStorage),
    ...[...document.querySelectorAll("[data-task]")].map(each => each.innerText)]"""
BACK = "window.dispatchEvent(new Event('online'))"
PATIENCE = 60.0
QUICK = 3_000


@pytest.fixture
def faults() -> list[str]:
    """Chromium's notes of the cut line are meant here."""
    return []


@pytest.fixture
def line(live_server: Any) -> Iterator[Line]:
    made = Line(live_server.url)
    yield made
    made.close()


class Sequence:
    """One report of two items, and somebody who fills it whatever happens to the line."""

    def __init__(self, context: BrowserContext, line: Line, tasks: list[Task], drawn: random.Random) -> None:
        self.context, self.line, self.tasks, self.drawn = context, line, tasks, drawn
        assert context.browser
        self.tabs = context.browser.new_browser_cdp_session()
        self.url = f"/reports/fill/{tasks[0].resolution_id}/{tasks[0].first_due_on}/"
        self.page: Page | None = None
        self.target = ""
        self.typed: dict[int, str] = {}
        self.done: list[str] = []

    def run(self) -> None:
        self.open()
        for step in self.drawn.choices(STEPS, k=self.drawn.randint(6, 14)):
            self.done.append(step)
            getattr(self, step)()

    def type(self) -> None:
        task = self.drawn.choice(self.tasks)
        words = f"Сделано {len(self.done)}-{self.drawn.randint(0, 10**6)}."
        field = self._field(task)
        with suppress(Error):  # the page has just gone to its receipt
            if field is not None and field.is_enabled() and field.is_visible():
                field.fill(words, timeout=QUICK)
                self.typed[task.pk] = words
                self._degree(task)

    def pause(self) -> None:
        time.sleep(self.drawn.choice([0.05, 0.1, 0.2, 1.3]))

    def cut(self) -> None:
        self.line.cut()

    def restore(self) -> None:
        self.line.restore()
        self._ask(BACK)

    def lose(self) -> None:
        self.line.loses_next_post = True

    def close(self) -> None:
        """As a person does, whatever the page is about.

        Not by ``Page.close``, which waits for the page to be gone: one on its way elsewhere may never say so.
        """
        if self.page:
            self.tabs.send("Target.closeTarget", {"targetId": self.target})
        self.page = None

    def open(self) -> None:
        if self.page is None:
            self.page = self.context.new_page()
            own = self.context.new_cdp_session(self.page)
            self.target = own.send("Target.getTargetInfo")["targetInfo"]["targetId"]
            own.detach()
        try:
            self.page.goto(self.url, wait_until="load")
            self._take_back()
        except Error:  # neither a line nor a copy
            self.close()

    def save(self) -> None:
        self._press("save")

    def send(self) -> None:
        self._press("send")

    def finish(self) -> None:
        """The line is back: wait until the page has done what it owes, then send what is left."""
        self.line.loses_next_post = False
        self.line.restore()
        end = time.monotonic() + PATIENCE
        while not self._is_over():
            assert time.monotonic() < end, (self.done, self.url, self._ask(STUCK))
            if self.page is None or self.page.locator("#fill-form").count() == 0:
                self.open()
            self._ask(BACK)
            self._take_back()
            time.sleep(0.15)
            if self._ask(SETTLED):
                for task in self.tasks:
                    if self._field(task):
                        if task.pk not in self.typed:
                            self.typed[task.pk] = "Сделано в конце."
                            self._field(task).fill(self.typed[task.pk])
                        self._degree(task)
                self._press("send")
        self.close()
        self.tabs.detach()

    def _is_over(self) -> bool:
        sent = ProgressReport.objects.filter(task__in=self.tasks, state="submitted").count() >= len(self.tasks)
        return sent and not self._is_waiting()

    def _is_waiting(self) -> bool:
        """Whether the browser still has something to send; a page of a receipt has nothing more to say."""
        if self.page is None:
            return False
        return bool(self.page.locator("#fill-form").count() and not self._ask(SETTLED))

    def _ask(self, script: str) -> Any:
        """What the page says; nothing while it is on its way to the receipt."""
        try:
            return self.page.evaluate(script) if self.page else None
        except Error:
            assert self.page
            self.page.wait_for_load_state()
            return None

    def _degree(self, task: Task) -> None:
        assert self.page
        self.page.locator(f"#id_t{task.pk}-degree_2").press("Space", timeout=QUICK)

    def _field(self, task: Task) -> Any:
        if self.page is None:
            return None
        field = self.page.locator(f"#id_t{task.pk}-text")
        return field if field.count() else None

    def _press(self, name: str) -> None:
        if self.page is not None:
            button = self.page.locator(f".bottom-bar [name={name}]")
            with suppress(Error):  # the page has just gone to its receipt
                if button.count() and button.is_visible() and button.is_enabled():
                    button.click(no_wait_after=True, timeout=QUICK)

    def _take_back(self) -> None:
        for button in self.page.locator("[data-take-mine]").all() if self.page else []:
            if button.is_visible():
                button.click()


def test_whatever_happens_to_the_line(
    cast: SimpleNamespace,
    document: SimpleNamespace,
    sign_in: Callable[..., Page],
    line: Line,
    short: bool,
    record_property: Callable[[str, object], None],
) -> None:
    context = sign_in("elena@portal.example", PASSWORD, base_url=line.url, service_workers="allow").context
    context.set_default_timeout(10_000)
    model = [document.task(cast.school5, directive) for directive in (document.d41, document.d42)]
    total = SHORT if short else FULL
    figures: Counter[str] = Counter()
    began = time.monotonic()
    for number in range(total):
        sequence = Sequence(context, line, _another(model, number + 1), random.Random(SEED + number))
        sequence.run()
        sequence.finish()
        _check(sequence)
        figures.update(sequence.done)
        line.restore()
    assert Receipt.objects.count() == OnceKey.objects.count()
    steps = ", ".join(f"{step} {times}" for step, times in sorted(figures.items()))
    seconds = time.monotonic() - began
    words = f"{total} sequences in {seconds:.0f} s ({steps}; {line.lost} answers lost): nothing lost, nothing doubled"
    record_property("figure", words)


def _check(sequence: Sequence) -> None:
    reports = ProgressReport.objects.filter(task__in=sequence.tasks)
    found = {report.task_id: report for report in reports}
    assert reports.count() == len(sequence.tasks) == len(found), sequence.done
    for task in sequence.tasks:
        assert found[task.pk].state == "submitted", sequence.done
        assert found[task.pk].receipt_id is not None, sequence.done
        assert found[task.pk].text == sequence.typed[task.pk], sequence.done


def _another(model: list[Task], number: int) -> list[Task]:
    """The same two items for one more date."""
    days = dt.timedelta(days=number)
    made = []
    for task in model:
        checkpoint = _copy(task.checkpoint, planned_on=task.checkpoint.planned_on + days)
        made.append(
            _copy(task, checkpoint=checkpoint, first_due_on=task.first_due_on + days, due_on=task.due_on + days)
        )
    return made


def _copy(row: Any, **special: Any) -> Any:
    copy: Model = type(row).objects.get(pk=row.pk)
    copy.pk = None
    for name, value in special.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy
