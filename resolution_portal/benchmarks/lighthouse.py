"""`make lighthouse`: the watched pages of a scratch portal in one table; Lighthouse and axe say what is to mend."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median_low
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from resolution_portal.benchmarks.budgets import TODAY
from resolution_portal.benchmarks.server import portal
from resolution_portal.benchmarks.watched import Watched, signed_in, watched
from resolution_portal.benchmarks.weighing import Weight, weigh
from resolution_portal.environment import BASE_DIR

#: The lowest that passes.
FLOOR = {"performance": 95, "accessibility": 100, "best-practices": 100}
_FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_HEADINGS = ("", "queries", "KB first", "KB next", "performance", "accessibility", "best practices", "axe")


@dataclass
class Line:
    """One page: its weight, the scores of Lighthouse if it is one of its six, what axe found in light and dark."""

    page: Watched
    weight: Weight
    violations: list[str]
    scores: dict[str, int] = field(default_factory=dict)
    why: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.page.name}, {self.page.who or 'nobody'}"

    def below(self) -> list[str]:
        """What does not pass, in words."""
        low = [f"{name} {score}" for name, score in self.scores.items() if score < FLOOR[name]]
        return [f"{self.name}: {words}" for words in (*low, *(f"axe {rule}" for rule in self.violations))]


def main() -> int:
    """Print the table, then why a page has not 100; 1 when something is below the floor."""
    parser = ArgumentParser(prog="python -m resolution_portal.benchmarks.lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="audits of each page, the middle score counts (3)")
    options = parser.parse_args()
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.stderr.write("Chromium is not installed; CHROME_PATH names another place.\n")
        return 2
    with portal(TODAY) as port:
        found = audited(port, chromium, options.runs)
    for words in table(found):
        sys.stdout.write(f"{words}\n")
    below = [words for line in found for words in line.below()]
    for words in below:
        sys.stdout.write(f"Below the floor: {words}\n")
    return 1 if below else 0


def audited(port: int, chromium: str, runs: int) -> list[Line]:
    """All three tools over all pages."""
    with signed_in(port) as browsers:
        pages = watched(browsers)
        weights = [weigh(browsers[page.who], page.url) for page in pages]
        cookies = {name: browser.cookies for name, browser in browsers.items()}
    broken = _axe([(f"http://127.0.0.1:{port}{page.url}", cookies[page.who]) for page in pages], chromium)
    found = [Line(*figures) for figures in zip(pages, weights, broken, strict=True)]
    story = [line for line in found if line.page.is_story]
    asked = [
        {"name": line.name, "url": f"http://127.0.0.1:{port}{line.page.url}", "cookie": cookies[line.page.who]}
        for line in story
    ]
    answers = _lighthouse(asked * runs, chromium)
    for line in story:
        mine = [answer for answer in answers if answer["name"] == line.name]
        line.scores = {name: median_low(answer["scores"][name] for answer in mine) for name in FLOOR}
        line.why = {
            name: next(a["why"][name] for a in mine if a["scores"][name] == line.scores[name]) for name in FLOOR
        }
    return found


def table(found: Sequence[Line]) -> Iterator[str]:
    """The lines, and under them what kept a score from 100."""
    rows = [_HEADINGS, *(_cells(line) for line in found)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEADINGS))]
    for name, *figures in rows:
        numbers = (f"{cell:>{width}}" for cell, width in zip(figures, widths[1:], strict=True))
        yield "  ".join((f"{name:<{widths[0]}}", *numbers))
    for line in found:
        for name, score in line.scores.items():
            if score < 100:
                yield f"{line.name}: {name} {score}: {', '.join(line.why[name])}"


def _cells(line: Line) -> tuple[str, ...]:
    weight = line.weight
    scores = (str(line.scores.get(name, "–")) for name in FLOOR)
    size = (f"{number / 1024:.1f}" for number in (weight.first, weight.following))
    return (line.name, str(weight.queries), *size, *scores, str(len(line.violations)))


def _axe(pages: Sequence[tuple[str, str]], chromium: str) -> list[list[str]]:
    """The rules broken on each page (its address and the cookies of who looks), in either colour scheme."""
    broken: list[set[str]] = [set() for _page in pages]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        for colours in ("light", "dark"):
            for at, (url, cookies) in enumerate(pages):
                context = launched.new_context(color_scheme=colours, extra_http_headers={"Cookie": cookies})
                tab = context.new_page()
                tab.goto(url)
                broken[at].update(violation["id"] for violation in Axe().run(tab).response["violations"])
                context.close()
        launched.close()
    return [sorted(rules) for rules in broken]


def _lighthouse(pages: list[dict[str, str]], chromium: str) -> list[dict[str, Any]]:
    asked = json.dumps({"chrome": chromium, "flags": _FLAGS, "pages": pages})
    folder = Path(BASE_DIR, "lighthouse")
    done = subprocess.run(
        ["node", "audit.mjs"], cwd=folder, input=asked, stdout=subprocess.PIPE, text=True, check=True, timeout=1_800
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    raise SystemExit(main())
