"""Measuring: rounds that take every case by turns, so that a slow moment of the machine falls on all of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median

import brotli

from resolution_portal.benchmarks.browser import Browser
from resolution_portal.benchmarks.cases import Case

ROUNDS = 7
AT_ONCE = 4
_FEWEST, _MOST = 1, 40


@dataclass
class Figures:
    """What was found of one case: the middle seconds of each round, requests a second with several at once."""

    case: Case
    queries: int
    size: int
    packed: int
    seconds: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return median(self.seconds)

    def of(self, other: Figures) -> float:
        """How many times as long as another case, round by round: what slows a round down, slows both."""
        return median(mine / its for mine, its in zip(self.seconds, other.seconds, strict=True))

    @property
    def rate(self) -> float | None:
        return median(self.rates) if self.rates else None


def measure(cases: Sequence[Case], seconds: float) -> list[Figures]:
    """About ``seconds`` in all; each case gets the same share of it, but no more and no fewer than some requests."""
    best: dict[str, float] = {}
    found = [_acquaint(case, best) for case in cases]
    share = seconds / len(cases) / ROUNDS / 2
    for _round in range(ROUNDS):
        for figures in found:
            number = min(max(round(share / best[figures.case.name]), _FEWEST), _MOST)
            figures.seconds.append(median(_one_by_one(figures.case, number)))
            if number >= AT_ONCE and not figures.case.writes:
                figures.rates.append(_at_once(figures.case, number))
    return found


def _acquaint(case: Case, best: dict[str, float]) -> Figures:
    """The first answers fill caches and tell sizes; the best time tells how many there is time for."""
    page = case.ask(case.browser, True)
    best[case.name] = min(_one_by_one(case, 2))
    return Figures(case, page.queries, len(page.body), len(brotli.compress(page.body, quality=5)))


def _one_by_one(case: Case, number: int) -> list[float]:
    found = []
    for _number in range(number):
        start = time.perf_counter()
        case.ask(case.browser, False)
        found.append(time.perf_counter() - start)
    return found


def _at_once(case: Case, number: int) -> float:
    browsers = [case.browser.twin() for _number in range(AT_ONCE)]

    def work(browser: Browser) -> None:
        for _number in range(number // AT_ONCE):
            case.ask(browser, False)

    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, browsers))
    return AT_ONCE * (number // AT_ONCE) / (time.perf_counter() - start)
