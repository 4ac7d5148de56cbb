"""What is wrong with a page's HTML: the parser's errors, and what a parser forgives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as WORDS

# Attributes that name ids of the same page.
NAMES = ("for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
# Of these only text and its marks may be inside.
PHRASING = {
    "p",
    "span",
    "a",
    "b",
    "q",
    "small",
    "label",
    "button",
    "summary",
    "h1",
    "h2",
    "h3",
    "h4",
    "dt",
    "del",
    "time",
}
BLOCKS = {"div", "p", "ul", "ol", "dl", "table", "form", "section", "article", "fieldset", "details", "h1", "h2", "h3"}
HEADED = {"summary": {"h1", "h2", "h3"}, "a": BLOCKS}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "summary"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?([+-]\d\d:?\d\d|Z)?)?")
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup", "hr"},
    "datalist": {"option"},
}


def faults(html: str) -> list[str]:
    """Each fault in words; nothing for a page that is right."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(html)
    found = [f"line {at[0]}: {WORDS[code] % values}" for at, code, values in parser.errors]
    return [*found, *_ids(page), *_nesting(page), *_named(page)]


def _ids(page: Element) -> Iterator[str]:
    counts = Counter(each.get("id") for each in page.iter() if each.get("id") is not None)
    yield from (f"id «{name}» stands {number} times" for name, number in counts.items() if number > 1)
    yield from (f"id «{name}»" for name in counts if not name or " " in name)
    for element in page.iter():
        if not MOMENT.fullmatch(element.get("datetime", "2022-08-23")):
            yield f"<{element.tag} datetime={element.get('datetime')}> is no moment"
        for attribute in NAMES:
            for name in element.get(attribute, "").split():
                if name not in counts:
                    yield f"<{element.tag} {attribute}> names «{name}», which is not there"
        target = element.get("href", "")
        if target.startswith("#") and target[1:] not in counts:
            yield f"<{element.tag} href> leads to «{target}», which is not there"


def _nesting(element: Element, above: tuple[str, ...] = ()) -> Iterator[str]:
    allowed = CHILDREN.get(str(element.tag))
    for child in element:
        tag = str(child.tag)
        if allowed and tag not in allowed | {"script", "template"} and isinstance(child.tag, str):
            yield f"<{tag}> in <{element.tag}>"
        for outer in (*above, str(element.tag)):
            if outer in PHRASING and tag in BLOCKS - HEADED.get(outer, set()):
                yield f"<{tag}> inside <{outer}>"
            if outer in ("a", "button") and (tag in INTERACTIVE and child.get("type") != "hidden"):
                yield f"<{tag}> inside <{outer}>"
        yield from _nesting(child, (*above, str(element.tag)))


def _named(page: Element) -> Iterator[str]:
    """Fields have labels, pictures have words, tables have captions, buttons and links say something."""
    labelled = {each.get("for") for each in page.iter("label")}
    within = {id(inner) for label in page.iter("label") for inner in label.iter()}
    unseen = {id(inner) for part in page.iter() if part.get("hidden") is not None for inner in part.iter()}
    for element in page.iter():
        tag, named = element.tag, element.get("aria-label") or element.get("aria-labelledby") or element.get("title")
        if tag in ("input", "select", "textarea") and element.get("type") not in ("hidden", "submit"):
            if not named and element.get("id") not in labelled and id(element) not in within:
                yield f"<{tag} name={element.get('name')}> has no label"
        elif tag in ("a", "button", "summary") and not _says(element) and id(element) not in unseen:
            yield f"<{tag}> says nothing"
        elif tag == "img" and element.get("alt") is None:
            yield "<img> has no alt"
        elif tag == "table" and element.find("caption") is None and not named:
            yield "<table> has no caption"


def _says(element: Element) -> bool:
    """Text, or the words of a picture in it; what a script fills later may be empty while it is hidden."""
    return bool("".join(element.itertext()).strip()) or any(
        each.get("aria-label") or each.get("aria-labelledby") or each.get("title") or each.get("alt")
        for each in element.iter()
    )
