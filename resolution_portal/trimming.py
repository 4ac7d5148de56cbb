"""Of a vendor's stylesheet only the rules that our pages can meet: nine tenths of Bootstrap are for others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

_COMMENT = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)
_COMMA = re.compile(r",(?![^()]*\))")
# A class, or an attribute of data, outside brackets such as those of :not(), which ask for nothing.
_ASKED = re.compile(r"\.([a-zA-Z][\w-]*)|\[(data-[\w-]+)")
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[a-zA-Z][\w-]*")
# «Y-m-d» is no beginning of a class.
_SHORT = 2
_NESTING = ("@media", "@supports")


def words_of(folders: Collection[Path]) -> set[str]:
    """Every word in the templates, scripts and modules below: a class that a page can have is among them.

    A word that ends in a hyphen («btn-» before a variable) stands for all that begin so.
    """
    return {word for path in sources(folders) for word in _WORD.findall(path.read_text(encoding="utf-8"))}


def sources(folders: Collection[Path]) -> Iterator[Path]:
    """The files that may name a class; tests show nothing."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix in (".html", ".js", ".py") and "tests" not in path.parts:
                yield path


def trimmed(css: str, words: Collection[str]) -> str:
    """The stylesheet without rules for classes that are not among the words; what names no class stays."""
    exact = frozenset(words)
    beginnings = tuple(word for word in words if len(word) > _SHORT and word.endswith("-"))

    def is_met(selector: str) -> bool:
        asked = _ASKED.findall(_BRACKETS.sub("", selector))
        return all(
            attribute in exact if attribute else name in exact or name.startswith(beginnings)
            for name, attribute in asked
        )

    def kept(text: str) -> Iterator[str]:
        for head, body in _rules(text):
            if head.startswith(_NESTING):
                inside = "".join(kept(body))
                if inside:
                    yield f"{head}{{{inside}}}"
            elif head.startswith("@"):
                yield f"{head}{{{body}}}" if body else f"{head};"
            else:
                selectors = [selector for selector in _COMMA.split(head) if is_met(selector)]
                if selectors:
                    yield f"{','.join(selectors)}{{{body}}}"

    return "".join(kept(_COMMENT.sub("", css)))


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Head and body of each rule of the outermost level; a statement has an empty body."""
    depth = start = opened = 0
    for match in re.finditer(r'"[^"]*"|[{};]', css):
        sign, at = match[0], match.start()
        if sign == "{":
            opened = at if depth == 0 else opened
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : at].strip()
                start = at + 1
        elif sign == ";" and depth == 0:
            yield css[start:at].strip(), ""
            start = at + 1
