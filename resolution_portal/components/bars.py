"""Widths of the segments of a stacked bar."""

from collections.abc import Mapping
from dataclasses import dataclass

from resolution_portal.components.statuses import FILLS, tone

WIDTH = 1000


@dataclass(frozen=True)
class Segment:
    """One rectangle, in thousandths of the bar."""

    kind: str
    x: int
    width: int


def segments(total: int, parts: Mapping[str, int]) -> list[Segment]:
    """From what is done to what is late; the rest of the bar stays empty."""
    counts = {tone(code): number for code, number in parts.items()}
    found, x = [], 0
    for kind in FILLS:
        if not (number := counts.get(kind, 0)) or total <= 0:
            continue
        # At least 6 thousandths, or one of 2 332 would not be seen.
        width = min(max(round(number * WIDTH / total), 6), WIDTH - x)
        found.append(Segment(kind, x, width))
        x += width
    return found
