"""The pages that are weighed and audited, each as who sees most on it; found by the links of a real portal."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from resolution_portal.benchmarks.browser import Browser

PEOPLE = ("coordinator", "municipality", "school")
NOBODY = ""
_TASK, _TABLE_ROW = r'data-task="(\d+)"', r'<tr data-organization="(\d+)"'


@dataclass(frozen=True)
class Watched:
    """One page as one person; ``is_story``: one of the six that Lighthouse audits."""

    name: str
    who: str
    url: str
    is_story: bool = False


@contextmanager
def signed_in(port: int) -> Iterator[dict[str, Browser]]:
    """A browser for each of the people, and one for nobody; closed afterwards."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(closing(Browser(port, name))) for name in (NOBODY, *PEOPLE)}


def watched(browsers: Mapping[str, Browser]) -> list[Watched]:
    """The pages of this portal; their names are URL names."""
    school, coordinator = browsers["school"], browsers["coordinator"]
    owed = _found(school, "/tasks/?status=in_progress&status=new", _TASK)
    report = _found(school, f"/tasks/{_found(school, '/tasks/?status=accepted', _TASK)}/", r'href="(/reports/\d+/)"')
    receipt = _found(school, report, r'href="(/reports/receipts/\d+/)"')
    document = _found(coordinator, "/resolutions/", r'href="(/resolutions/\d+/)"')
    below = _found(coordinator, "/reports/summary/", _TABLE_ROW)
    return [
        Watched("account_login", NOBODY, "/accounts/login/", is_story=True),
        Watched("start", "coordinator", "/"),
        Watched("start", "municipality", "/"),
        Watched("start", "school", "/", is_story=True),
        Watched("tasks", "coordinator", "/tasks/", is_story=True),
        Watched("tasks", "municipality", "/tasks/"),
        Watched("tasks", "school", "/tasks/"),
        Watched("task", "coordinator", f"/tasks/{owed}/"),
        Watched("task", "school", f"/tasks/{owed}/"),
        Watched("report_form", "school", f"/reports/task/{owed}/"),
        Watched("fill", "school", _found(school, "/", r'href="(/reports/fill/[^"]+)"'), is_story=True),
        Watched("report", "school", report),
        Watched("receipt", "school", receipt),
        Watched("review", "municipality", "/reports/review/", is_story=True),
        Watched("missing", "municipality", "/reports/review/missing/"),
        Watched("summary", "coordinator", "/reports/summary/", is_story=True),
        Watched("summary", "municipality", "/reports/summary/"),
        Watched("resolutions", "coordinator", "/resolutions/"),
        Watched("resolution", "coordinator", document),
        Watched("organizations", "coordinator", "/organizations/"),
        Watched("organization", "coordinator", f"/organizations/{below}/"),
        Watched("account", "school", "/account/"),
        Watched("help", "school", "/help/"),
    ]


def _found(browser: Browser, url: str, pattern: str) -> str:
    match = re.search(pattern, browser.get(url).text)
    if match is None:
        raise RuntimeError(f"nothing like {pattern} on {url}")
    return html.unescape(match[1])
