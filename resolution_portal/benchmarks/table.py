"""The table that is printed: each case beside the bare page of the same run."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from resolution_portal.benchmarks.cases import BARE
from resolution_portal.benchmarks.measuring import AT_ONCE, Figures

_HEADINGS = ("", "ms", "of bare", "per s", f"per s, {AT_ONCE} at once", "queries", "KB", "KB, brotli")


def lines(found: Sequence[Figures]) -> Iterator[str]:
    """Where it was measured, then the table."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("Django", "granian", "djangorestframework"))
    yield f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, {platform.system()} {platform.machine()}"
    yield f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}; one web process"
    yield ""
    bare = next(figures for figures in found if figures.case.name == BARE)
    rows = [_HEADINGS, *(_cells(figures, bare) for figures in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    for row in rows:
        _name, *numbers = (f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
        yield "  ".join((f"{row[0]:<{widths[0]}}", *numbers))


def _cells(figures: Figures, bare: Figures) -> tuple[str, ...]:
    return (
        figures.case.name,
        f"{figures.middle * 1000:.1f}",
        f"{figures.of(bare):.2f}",
        f"{1 / figures.middle:.0f}",
        f"{figures.rate:.0f}" if figures.rate else "–",
        str(figures.queries),
        f"{figures.size / 1024:.0f}",
        f"{figures.packed / 1024:.1f}",
    )
