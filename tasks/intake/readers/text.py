"""Plain text → blocks. Stray Markdown marks round a line are taken as emphasis, not as text."""

import re

from django.utils.translation import gettext as _

from tasks.intake.blocks import Block, tidy
from tasks.intake.encodings import decode
from tasks.intake.lines import Line, unwrap
from tasks.intake.markers import split_marker

_HASHES = re.compile(r"(#{1,6})\s*")
_BOLD = re.compile(r"\*\*.*\*\*[\s:.]*")


def read_text(data: bytes, *, name: str) -> list[Block]:
    """The blocks of a text file."""
    text = decode(data, name=name)
    blocks = (_block(line) for line in unwrap(enumerate(text.split("\n"), start=1)))
    return [block for block in blocks if block.text]


def place_of_line(number: int) -> str:
    """Where a block stands, for people: the number of its line."""
    return _("строка %(number)d") % {"number": number}


def _block(line: Line) -> Block:
    place = place_of_line(line.first)
    hashes = _HASHES.match(line.text)
    marked = split_marker(line.text)
    text = line.text[hashes.end() :] if hashes else marked.text if marked else line.text
    bold = _BOLD.fullmatch(text) is not None
    text = tidy(text.replace("**", ""))
    if hashes:
        return Block("heading", text, line.first, place, level=len(hashes[1]), bold=bold)
    if marked:
        return Block("item", text, line.first, place, marked.number, marked.level or line.indent // 2, bold)
    return Block("paragraph", text, line.first, place, bold=bold)
