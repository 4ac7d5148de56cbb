"""The inside of a Markdown paragraph: emphasis resolved, one piece a source line."""

from dataclasses import dataclass

from markdown_it import MarkdownIt

_TEXT = ("text", "code_inline", "image", "text_special")


@dataclass(frozen=True)
class Piece:
    """A line of a paragraph. `ended` says that the author broke the line on purpose after it."""

    line: int
    text: str
    bold: bool
    ended: bool


def pieces(parser: MarkdownIt, content: str, *, line: int) -> list[Piece]:
    """The lines of a paragraph that begins on `line`; bold when every letter is."""
    found: list[Piece] = []
    words: list[str] = []
    depth = bold = letters = 0
    for token in parser.parseInline(content)[0].children or []:
        breaks = token.type == "hardbreak" or (token.type == "html_inline" and token.content.startswith("<br"))
        if token.type in ("strong_open", "strong_close"):
            depth += token.nesting
        elif token.type in _TEXT:
            words.append(token.content)
            count = sum(map(str.isalpha, token.content))
            letters += count
            bold += count if depth else 0
        elif breaks or token.type == "softbreak":
            found.append(Piece(line, "".join(words), 0 < letters == bold, breaks))
            line += token.type != "html_inline"
            words, bold, letters = [], 0, 0
    return [*found, Piece(line, "".join(words), 0 < letters == bold, ended=True)]
