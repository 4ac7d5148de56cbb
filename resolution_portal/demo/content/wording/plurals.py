"""Russian plurals inside the demo's invented texts (they are content, not the portal's own words)."""

from __future__ import annotations


def counted(number: int, one: str, few: str, many: str) -> str:
    """«1 договор», «3 договора», «11 договоров»."""
    tail = number % 100
    if 11 <= tail <= 14:
        return f"{number} {many}"
    return f"{number} {one if tail % 10 == 1 else few if 2 <= tail % 10 <= 4 else many}"
