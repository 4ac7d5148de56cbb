"""The text of one Word paragraph as a reader of the clean copy sees it: insertions in, deletions out."""

from dataclasses import dataclass, field

from lxml import etree

from tasks.intake.readers.ooxml import child, name_of
from tasks.intake.readers.styles import Styles

_DROPPED = frozenset(("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "footnoteReference"))
_BREAKS = frozenset(("br", "cr"))


@dataclass
class Runs:
    """What a paragraph says. `boxes` are the text boxes anchored in it."""

    text: str = ""
    letters: int = 0
    bold_letters: int = 0
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def bold(self) -> bool:
        return 0 < self.letters == self.bold_letters


def read_runs(paragraph: etree._Element, styles: Styles) -> Runs:
    """The visible text of a paragraph with line breaks as newlines."""
    runs = Runs()
    _read(paragraph, child(paragraph, "pPr"), styles, runs)
    return runs


def alternative(node: etree._Element) -> etree._Element | None:
    """The branch of `mc:AlternateContent` to read; the other says the same for older programs."""
    branches = [branch for branch in node if isinstance(branch.tag, str)]
    return branches[0] if branches else None


def _read(node: etree._Element, properties: etree._Element | None, styles: Styles, runs: Runs) -> None:
    for part in node:
        name = name_of(part)
        if name in _DROPPED:
            continue
        if name == "r":
            _read_run(part, properties, styles, runs)
        elif name == "AlternateContent":
            branch = alternative(part)
            if branch is not None:
                _read(branch, properties, styles, runs)
        elif name == "txbxContent":
            runs.boxes.append(part)
        else:
            _read(part, properties, styles, runs)


def _read_run(run: etree._Element, properties: etree._Element | None, styles: Styles, runs: Runs) -> None:
    own = child(run, "rPr")
    if styles.run_says(properties, own, "vanish"):
        return
    words = ""
    for part in run:
        name = name_of(part)
        if name == "t":
            words += part.text or ""
        elif name == "tab":
            words += "\t"
        elif name == "noBreakHyphen":
            words += "-"
        elif name in _BREAKS:
            words += "\n"
        elif name not in _DROPPED:
            _read(alternative_or_self(part), properties, styles, runs)
    count = sum(map(str.isalpha, words))
    runs.text += words
    runs.letters += count
    runs.bold_letters += count if styles.run_says(properties, own, "b") else 0


def alternative_or_self(node: etree._Element) -> etree._Element:
    """The branch to read of an alternative; any other element itself."""
    branch = alternative(node) if name_of(node) == "AlternateContent" else None
    return node if branch is None else branch
