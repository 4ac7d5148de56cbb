"""The cast of documents for the tests of reading."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from tasks.intake.read import read_document
from tasks.intake.shape import Outline

DEPARTMENT = "Департамент Смоленской области по образованию и науке"
BODIES = "Органы управления образованием муниципальных районов и городских округов"
SOIRO = "ГАУ ДПО СОИРО"
SCHOOLS = "Общеобразовательные организации"
KINDS = (DEPARTMENT, BODIES, SOIRO, SCHOOLS)

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE_MARKDOWN = SAMPLES / "resolution-2022-08-23.md"
SAMPLE_DOCX = SAMPLES / "resolution-2022-08-23.docx"

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(text: str, name: str = "paper.txt") -> Outline:
    """A text read as a document."""
    return read_document(data=text.encode(), name=name, kinds=KINDS)


def gist(outline: Outline) -> list[tuple[str, str | None, list[tuple[str, str]]]]:
    """Headings, categories and directives: what must be the same whatever the format."""
    return [
        (section.heading, section.kind, [(directive.number, directive.text) for directive in section.directives])
        for section in outline.sections
    ]


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A package with its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.namelist():
            archive.writestr(entry, change(entry, source.read(entry)))
    return target.getvalue()


def docx(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """The smallest Word document with this body."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {WORD}>{numbering}</w:numbering>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {WORD}>{styles}</w:styles>")
    return target.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}<w:r><w:t>{text}</w:t></w:r></w:p>"
