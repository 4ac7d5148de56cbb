"""Small ready files that really open: what schools and municipal bodies attach to their reports."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "files"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, JPEG = "application/pdf", "image/jpeg"


class SampleFile(NamedTuple):
    """A file as it would be uploaded."""

    name: str
    media_type: str
    content: bytes


@cache
def sample_files() -> tuple[SampleFile, ...]:
    """All of them, under the names that people give such files."""
    return tuple(SampleFile(name, media_type, (FOLDER / file).read_bytes()) for name, media_type, file in _FILES)


def sample_file(name: str) -> SampleFile:
    """One of them, by its Russian name."""
    return next(file for file in sample_files() if file.name == name)


ORDER = "Приказ о программе воспитания.docx"
MINUTES = "Протокол родительского собрания.docx"
AGREEMENT = "Договор о сотрудничестве.docx"
REGISTRY = "Реестр удостоверений, I полугодие.pdf"
PLAN = "План внедрения программы воспитания.pdf"
ANALYSIS = "Аналитическая справка.pdf"
ORDER_PHOTO = "Фото приказа.jpg"
OBELISK = "Благоустройство обелиска.jpg"

_FILES = (
    (ORDER, DOCX, "order.docx"),
    (MINUTES, DOCX, "minutes.docx"),
    (AGREEMENT, DOCX, "agreement.docx"),
    (REGISTRY, PDF, "registry.pdf"),
    (PLAN, PDF, "plan.pdf"),
    (ANALYSIS, PDF, "analysis.pdf"),
    (ORDER_PHOTO, JPEG, "order_photo.jpg"),
    (OBELISK, JPEG, "obelisk.jpg"),
)
