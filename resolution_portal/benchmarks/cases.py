"""What is measured: the pages that people open all day, and the deeds they do there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from resolution_portal.benchmarks.browser import Browser, Page

#: One request of this browser; the flag asks for the number of queries.
Ask = Callable[[Browser, bool], Page]

BARE = "bare page of 50 rows"
_TASK = re.compile(r'data-task="(\d+)" data-version="(\d+)"')
_WORDS = "Проверка скорости"


@dataclass(frozen=True)
class Case:
    """One line of the table; what writes acts on one task, so it is not sent by several at once."""

    name: str
    browser: Browser
    ask: Ask
    writes: bool = False


def cases(port: int) -> list[Case]:
    """Everybody signs in once and keeps the connection."""
    coordinator, municipality, school = (Browser(port, name) for name in ("coordinator", "municipality", "school"))
    owed, _version = _first(school, "/tasks/?status=in_progress")
    seen, _version = _first(coordinator, "/tasks/?status=accepted")
    changed, version = _first(coordinator, "/tasks/?status=new")
    commented, _version = _first(coordinator, "/tasks/?status=submitted")
    return [
        Case(BARE, Browser(port), _get("/bare/")),
        Case("list of tasks, coordinator", coordinator, _get("/tasks/")),
        Case("list of tasks, municipality", municipality, _get("/tasks/")),
        Case("list of tasks, school", school, _get("/tasks/")),
        Case("task, coordinator", coordinator, _get(f"/tasks/{seen}/")),
        Case("task, school", school, _get(f"/tasks/{owed}/")),
        Case("start page, coordinator", coordinator, _get("/")),
        Case("start page, municipality", municipality, _get("/")),
        Case("start page, school", school, _get("/")),
        Case("report form, school", school, _get(f"/reports/task/{owed}/")),
        Case("review, municipality", municipality, _get("/reports/review/")),
        Case("summary, page", coordinator, _get("/reports/summary/")),
        Case("summary, CSV", coordinator, _get("/reports/summary/?format=csv")),
        Case("summary, XLSX", coordinator, _get("/reports/summary/?format=xlsx")),
        Case("API, list of tasks", coordinator, _get("/api/v1/tasks/")),
        Case("change of status", coordinator, _change(coordinator, changed, version), writes=True),
        Case("comment", coordinator, _comment(coordinator, commented), writes=True),
    ]


def _first(browser: Browser, url: str) -> tuple[int, int]:
    """Id and version of the first task of a list."""
    found = _TASK.search(browser.get(url).text)
    if found is None:
        raise RuntimeError(f"no task on {url}")
    return int(found[1]), int(found[2])


def _get(url: str) -> Ask:
    def ask(browser: Browser, counting: bool) -> Page:
        page = browser.get(url, counting=counting)
        if page.status != 200:
            raise RuntimeError(f"GET {url} answered {page.status}")
        return page

    return ask


def _change(browser: Browser, task: int, version: int) -> Ask:
    """Withdrawn and restored by turns, so that one task may be asked as often as need be."""
    csrf, turn = browser.csrf(f"/tasks/{task}/"), 0

    def ask(browser: Browser, counting: bool) -> Page:
        nonlocal turn
        action, fields = ("withdraw", "restore")[turn % 2], {"version": str(version + turn), "comment": _WORDS}
        turn += 1
        return browser.post(f"/tasks/{task}/actions/{action}/", fields, csrf=csrf, counting=counting)

    return ask


def _comment(browser: Browser, task: int) -> Ask:
    csrf = browser.csrf(f"/tasks/{task}/")

    def ask(browser: Browser, counting: bool) -> Page:
        return browser.post(f"/tasks/{task}/actions/comment/", {"comment": _WORDS}, csrf=csrf, counting=counting)

    return ask
