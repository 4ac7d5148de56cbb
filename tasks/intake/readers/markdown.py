"""Markdown → blocks, by markdown-it-py. Block structure first; inline marks only of blocks of sane length."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tasks.intake.blocks import MAX_BLOCK_CHARS, Block, BlockKind, tidy, too_long
from tasks.intake.encodings import decode
from tasks.intake.lines import unwrap
from tasks.intake.readers.inline import Piece, pieces
from tasks.intake.readers.text import place_of_line

_TAG = re.compile(r"<[^<>]*>")


def read_markdown(data: bytes, *, name: str) -> list[Block]:
    """The blocks of a Markdown file."""
    # Indented paragraphs are indented paragraphs here, not program code.
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "inline"])
    walk = _Walk()
    return [block for token in parser.parse(decode(data, name=name)) for block in walk.step(token) if block.text]


class _Walk:
    """Goes through the tokens and remembers in which list, heading or cell it is."""

    def __init__(self) -> None:
        self._inline = MarkdownIt("commonmark")
        self._lists: list[str] = []  # the number of the current item of each open list, "" for a bullet
        self._item_begins = False
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._line = 1

    def step(self, token: Token) -> Iterator[Block]:
        if token.map:
            self._line = token.map[0] + 1
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists.append("")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._lists[-1] = token.info
            self._item_begins = True
        elif token.type in ("heading_open", "td_open", "th_open"):
            self._kind = "heading" if token.type == "heading_open" else "cell"
            self._level = int(token.tag[1]) if self._kind == "heading" else 0
        elif token.type in ("heading_close", "td_close", "th_close"):
            self._kind, self._level = "paragraph", 0
        elif token.type == "inline":
            yield from self._content(token.content)
        elif token.type in ("fence", "html_block"):
            yield from self._content(_TAG.sub(" ", token.content))

    def _content(self, content: str) -> Iterator[Block]:
        if len(content) > MAX_BLOCK_CHARS:
            raise too_long(place_of_line(self._line))
        rest = pieces(self._inline, content, line=self._line)
        if self._lists and self._item_begins and self._kind != "cell":
            own = _own_lines(rest)
            rest = rest[len(own) :]
            yield self._block(own, "item" if self._kind == "paragraph" else "heading", self._lists[-1])
            self._item_begins = False
        for paragraph in _paragraphs(rest):
            yield self._block(paragraph, self._kind, "")

    def _block(self, lines: list[Piece], kind: BlockKind, number: str) -> Block:
        level = len(self._lists) - 1 if kind == "item" else self._level
        bold = all(piece.bold for piece in lines if piece.text.strip())
        text = tidy(" ".join(piece.text for piece in lines))
        return Block(kind, text, lines[0].line, place_of_line(lines[0].line), number, level, bold)


def _own_lines(lines: list[Piece]) -> list[Piece]:
    """The lines of a list item. Markdown takes a heading right under the list for the item's last line; we do not."""
    for index, (before, piece) in enumerate(pairwise(lines), start=1):
        finished = before.text.rstrip().endswith((".", ";"))
        if (piece.bold and not before.bold) or (finished and piece.text.rstrip().endswith(":")):
            return lines[:index]
    return lines


def _paragraphs(lines: Iterable[Piece]) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for piece in lines:
        run.append(piece)
        if piece.ended:
            yield from _unwrapped(run)
            run = []


def _unwrapped(run: list[Piece]) -> Iterator[list[Piece]]:
    for line in unwrap((piece.line, piece.text) for piece in run):
        yield [piece for piece in run if line.first <= piece.line <= line.last]
