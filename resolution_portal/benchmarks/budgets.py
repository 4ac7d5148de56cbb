"""`make budgets`: weigh the watched pages of a scratch portal and write down what each may take from now on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from resolution_portal.benchmarks.server import portal
from resolution_portal.benchmarks.watched import signed_in, watched
from resolution_portal.benchmarks.weighing import Weight, weigh
from resolution_portal.environment import BASE_DIR

#: The demo's day: 370 schools in the middle of the work.
TODAY = "2022-12-15"
FILE = Path(BASE_DIR, "resolution_portal", "tests", "budgets.json")
#: What no renewing lifts: 60 KB the first time and 15 KB afterwards, where people spend their day.
CEILING = Weight(queries=sys.maxsize, first=60 * 1024, following=15 * 1024)
CEILED = ("tasks", "task", "fill")
# A text that gets a word longer needs no new budget; the hiding of lengths takes up to a hundred bytes by itself.
_ROOM, _STEP = 1.03, 256
# A task in another status may ask one thing more; a query for each row asks dozens.
_ONE_MORE = 1

#: A page and who opens it: «tasks, school».
Weights = Mapping[str, Weight]


def main() -> None:
    """Measure, write, and show what changed."""
    before = read()
    with portal(TODAY) as port:
        found = measure(port)
    allowed = {name: _with_room(weight) for name, weight in found.items()}
    FILE.write_text(json.dumps({name: asdict(weight) for name, weight in allowed.items()}, indent=2) + "\n")
    for line in [*lines(found, before), *over(found, {})]:
        sys.stdout.write(f"{line}\n")


def measure(port: int) -> dict[str, Weight]:
    """Every watched page of the portal at this port."""
    with signed_in(port) as browsers:
        pages = watched(browsers)
        return {f"{page.name}, {page.who or 'nobody'}": weigh(browsers[page.who], page.url) for page in pages}


def read() -> dict[str, Weight]:
    """The budgets as they are checked in."""
    kept = json.loads(FILE.read_text()) if FILE.exists() else {}
    return {name: Weight(**figures) for name, figures in kept.items()}


def over(found: Weights, allowed: Weights) -> list[str]:
    """What takes more than it may, a line each; a page without a budget is measured by the ceiling alone."""
    problems = []
    for name, weight in found.items():
        limits = [allowed[name]] if name in allowed else []
        limits += [CEILING] if name.split(",")[0] in CEILED else []
        for limit in limits:
            for figure, number in asdict(weight).items():
                may = getattr(limit, figure)
                if number > may:
                    problems.append(f"{name}: {figure} {number:,}, may be {may:,}")
    return problems


def lines(found: Weights, before: Weights) -> Iterator[str]:
    """The table, and behind each figure the budget it had."""
    yield f"{'':32} {'queries':>12} {'first KB':>16} {'next KB':>16}"
    for name, weight in found.items():
        old = before.get(name)
        queries = f"{weight.queries} ({old.queries})" if old else str(weight.queries)
        first, following = (
            f"{number / 1024:.1f}" + (f" ({may / 1024:.1f})" if may else "")
            for number, may in (
                (weight.first, old.first if old else 0),
                (weight.following, old.following if old else 0),
            )
        )
        yield f"{name:32} {queries:>12} {first:>16} {following:>16}"


def _with_room(weight: Weight) -> Weight:
    return Weight(weight.queries + _ONE_MORE, _stepped(weight.first), _stepped(weight.following))


def _stepped(size: int) -> int:
    return -(-int(size * _ROOM) // _STEP) * _STEP


if __name__ == "__main__":
    main()
