"""Lines of plain text put back together into paragraphs and list items."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tasks.intake.markers import split_marker

_WRAP_FROM = 50  # a shorter line was ended on purpose
_FINISHED = re.compile(r"[.;:!?»”\"*]$")
_HEADING_MARKS = re.compile(r"\*\*|#")


@dataclass(frozen=True)
class Line:
    """A paragraph or item gathered from one or more lines, its typed marker still in the text."""

    text: str
    first: int
    last: int
    indent: int
    marked: bool
    last_length: int


def unwrap(lines: Iterable[tuple[int, str]]) -> list[Line]:
    """Join hard-wrapped lines; a blank line, a marker or a finished sentence starts anew."""
    gathered: list[Line] = []
    may_go_on = False
    for number, raw in lines:
        if not raw.strip():
            may_go_on = False
            continue
        line = _line(number, raw.expandtabs(4))
        if may_go_on and _continues(gathered[-1], line):
            before = gathered[-1]
            gathered[-1] = replace(before, text=f"{before.text} {line.text}", last=number, last_length=line.last_length)
        else:
            gathered.append(line)
        may_go_on = True
    return gathered


def _line(number: int, raw: str) -> Line:
    text = raw.strip()
    indent = len(raw) - len(raw.lstrip())
    return Line(text, number, number, indent, split_marker(text) is not None, len(raw))


def _continues(before: Line, line: Line) -> bool:
    if line.marked or _HEADING_MARKS.match(line.text):
        return False
    if before.marked and line.indent > before.indent:
        return True
    starts_low = line.text[0].islower() or line.text[0].isdigit()
    return starts_low and before.last_length >= _WRAP_FROM and not _FINISHED.search(before.text)
