"""Short ways through WordprocessingML, the XML of Word documents."""

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def name_of(node: etree._Element) -> str:
    """The local name of an element of Word's own namespace, "" for any other node."""
    tag = node.tag
    if not isinstance(tag, str):
        return ""
    if tag.startswith(W):
        return tag[len(W) :]
    if tag.startswith(STRICT):
        return tag[len(STRICT) :]
    return "AlternateContent" if tag == f"{COMPATIBILITY}AlternateContent" else ""


def children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The child elements of that name."""
    return (found for found in node if name_of(found) == name)


def child(node: etree._Element | None, name: str) -> etree._Element | None:
    """The first child element of that name."""
    return next(children(node, name), None) if node is not None else None


def attribute(node: etree._Element, name: str) -> str:
    """An attribute in Word's namespace, "" when absent."""
    found = node.get(W + name)
    return str(found if found is not None else node.get(STRICT + name) or "")


def value(node: etree._Element | None, name: str) -> str | None:
    """`w:val` of a child element, None without the child."""
    found = child(node, name)
    return None if found is None else attribute(found, "val")


def switched_on(node: etree._Element | None, name: str) -> bool | None:
    """An on/off property: None when it is not mentioned."""
    said = value(node, name)
    return None if said is None else said.lower() not in ("0", "false", "off", "none")
