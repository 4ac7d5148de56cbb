"""Paragraph and character styles of a Word document: what a paragraph inherits."""

import re
from collections.abc import Iterator

from lxml import etree

from tasks.intake.readers.ooxml import attribute, child, children, switched_on, value

_HEADING_NAME = re.compile(r"(?:heading|заголовок)\s*(\d)", re.IGNORECASE)
_TITLE_NAME = re.compile(r"(?:title|subtitle|название|подзаголовок)", re.IGNORECASE)


class Styles:
    """Looks up what a style says, the styles it is based on included."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = list(children(root, "style")) if root is not None else []
        self._styles = {attribute(style, "styleId"): style for style in styles}
        defaults = (style for style in styles if attribute(style, "default") in ("1", "true"))
        self._default = next((attribute(s, "styleId") for s in defaults if attribute(s, "type") == "paragraph"), "")
        common = child(child(root, "docDefaults"), "rPrDefault")
        self._common_run = child(common, "rPr")

    def paragraph_layers(self, properties: etree._Element | None) -> list[etree._Element]:
        """`w:pPr` of the paragraph itself, then of its style and what that is based on."""
        style = value(properties, "pStyle") or self._default
        own = [properties] if properties is not None else []
        return own + [found for node in self._chain(style) if (found := child(node, "pPr")) is not None]

    def run_says(self, paragraph: etree._Element | None, run: etree._Element | None, name: str) -> bool:
        """An on/off property of a run: its own, its character style's, its paragraph style's, the default."""
        said = switched_on(run, name)
        styles = [value(run, "rStyle"), value(paragraph, "pStyle") or self._default]
        for style in styles:
            for node in self._chain(style or "") if said is None else ():
                said = switched_on(child(node, "rPr"), name)
                if said is not None:
                    break
        return said if said is not None else bool(switched_on(self._common_run, name))

    def heading_level(self, properties: etree._Element | None) -> int:
        """1–9 for a heading, 0 for anything else."""
        for layer in self.paragraph_layers(properties):
            outline = value(layer, "outlineLvl")
            if outline is not None:
                return int(outline) + 1 if outline.isascii() and outline.isdigit() and int(outline) < 9 else 0
        for node in self._chain(value(properties, "pStyle") or ""):
            name = value(node, "name") or ""
            numbered = _HEADING_NAME.match(name)
            if numbered or _TITLE_NAME.fullmatch(name):
                return int(numbered[1]) if numbered else 1
        return 0

    def _chain(self, style: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            node = self._styles[style]
            yield node
            style = value(node, "basedOn") or ""
