"""DOCX → blocks by an own reader: the numbers of lists, tracked changes, hidden text and text boxes are read."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from django.utils.translation import gettext as _
from lxml import etree

from tasks.intake.blocks import MAX_BLOCKS, Block, BlockKind, Unreadable, tidy, too_many
from tasks.intake.package import Package
from tasks.intake.readers.numbering import Numbering
from tasks.intake.readers.ooxml import child, children, name_of, value
from tasks.intake.readers.runs import Runs, alternative, read_runs
from tasks.intake.readers.styles import Styles

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REMOVED = ("del", "moveFrom")


def read_docx(data: bytes, *, name: str) -> list[Block]:
    """The blocks of a Word document, its tracked changes accepted."""
    package = Package(data, name=name)
    path = _main_part(package)
    root = package.part(path)
    body = child(root, "body")
    if body is None:
        raise Unreadable(
            _("Файл «%(name)s» испорчен: внутри него нет текста документа Word. Сохраните его заново.") % {"name": name}
        )
    if len(list(islice(body.iter("{*}p"), 2 * MAX_BLOCKS + 1))) > 2 * MAX_BLOCKS:
        raise too_many(name)
    folder = posixpath.dirname(path)
    styles = Styles(package.part(posixpath.join(folder, "styles.xml")))
    numbering = Numbering(package.part(posixpath.join(folder, "numbering.xml")))
    return list(_Walk(styles, numbering).blocks(body))


def _main_part(package: Package) -> str:
    relationships = package.part("_rels/.rels")
    for node in relationships if relationships is not None else ():
        if node.tag == _RELATIONSHIP and str(node.get("Type", "")).endswith("/officeDocument"):
            return str(node.get("Target", "")).lstrip("/")
    return "word/document.xml"


class _Walk:
    """Goes through a document and counts its paragraphs as a person does: the empty ones are no paragraphs."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._count = 0
        self._tables = 0
        self._cell = ""
        self._carried = ""  # the text of a paragraph whose end was deleted: it belongs to the next one

    def blocks(self, node: etree._Element) -> Iterator[Block]:
        for part in node:
            name = name_of(part)
            if name == "p":
                yield from self._paragraph(part)
            elif name == "tbl":
                yield from self._table(part)
            elif name == "AlternateContent":
                branch = alternative(part)
                if branch is not None:
                    yield from self.blocks(branch)
            elif name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
                yield from self.blocks(part)
        if self._carried:
            text, self._carried = self._carried, ""
            yield from self._said(None, text, Runs())

    def _paragraph(self, node: etree._Element) -> Iterator[Block]:
        properties = child(node, "pPr")
        runs = read_runs(node, self._styles)
        mark = child(properties, "rPr")
        if mark is not None and any(child(mark, name) is not None for name in _REMOVED):
            self._carried += runs.text
        else:
            text, self._carried = self._carried + runs.text, ""
            yield from self._said(properties, text, runs)
        for box in runs.boxes:
            yield from self.blocks(box)

    def _said(self, properties: etree._Element | None, text: str, runs: Runs) -> Iterator[Block]:
        if not tidy(text):
            return
        number, level = self._list_place(properties)
        layers = self._styles.paragraph_layers(properties)
        centred = next((said for layer in layers if (said := value(layer, "jc")) is not None), "") == "center"
        heading = self._styles.heading_level(properties)
        kind: BlockKind = "heading" if heading else "cell" if self._cell else "paragraph"
        if number is not None:
            kind = "item"
        self._count += 1
        first = Block(
            kind=kind,
            text=tidy(text),
            line=self._count,
            place=self._cell or _("абзац %(number)d") % {"number": self._count},
            number=number or "",
            level=level if kind == "item" else heading,
            bold=runs.bold or heading > 0,
            centred=centred,
        )
        if kind == "item":
            yield first
        else:
            yield from (replace(first, text=line) for line in map(tidy, text.split("\n")) if line)

    def _list_place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """The number that Word shows ("" for a bullet, None outside lists) and the depth."""
        list_id, depth = None, None
        for layer in self._styles.paragraph_layers(properties):
            said = child(layer, "numPr")
            list_id = list_id if list_id is not None else value(said, "numId")
            depth = depth if depth is not None else value(said, "ilvl")
        if list_id is None or list_id == "0":
            return None, 0
        level = int(depth) if depth and depth.isascii() and depth.isdigit() and len(depth) == 1 else 0
        return self._numbering.number(list_id, level), level

    def _table(self, table: etree._Element) -> Iterator[Block]:
        self._tables += 1
        number, outer = self._tables, self._cell
        for row_number, row in enumerate(self._rows(table), start=1):
            for column, cell in enumerate(children(row, "tc"), start=1):
                self._cell = _("таблица %(table)d, строка %(row)d, столбец %(column)d") % {
                    "table": number,
                    "row": row_number,
                    "column": column,
                }
                yield from self.blocks(cell)
        self._cell = outer

    def _rows(self, table: etree._Element) -> Iterator[etree._Element]:
        for row in table.iter("{*}tr"):
            if next(row.iterancestors("{*}tbl"), None) is not table:
                continue
            properties = child(row, "trPr")
            if properties is None or child(properties, "del") is None:
                yield row
