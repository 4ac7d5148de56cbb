from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from resolution_portal.demo.content.files import sample_file, sample_files


def test_there_are_eight_small_files_with_russian_names():
    names = [file.name for file in sample_files()]
    assert len(set(names)) == 8
    assert "Реестр удостоверений, I полугодие.pdf" in names
    assert all(1_000 < len(file.content) < 60_000 for file in sample_files())


@pytest.mark.parametrize("name", [file.name for file in sample_files()])
def test_every_file_opens(name):
    file = sample_file(name)
    if name.endswith(".docx"):
        assert file.media_type.endswith("wordprocessingml.document")
        assert ZipFile(BytesIO(file.content)).testzip() is None
        assert len(Document(BytesIO(file.content)).paragraphs) > 5
    elif name.endswith(".pdf"):
        assert file.media_type == "application/pdf"
        assert file.content.startswith(b"%PDF-1.")
        assert file.content.rstrip().endswith(b"%%EOF")
    else:
        assert file.media_type == "image/jpeg"
        assert file.content.startswith(b"\xff\xd8\xff")
        assert file.content.endswith(b"\xff\xd9")


def test_order_says_what_it_is():
    text = "\n".join(
        paragraph.text
        for paragraph in Document(BytesIO(sample_file("Приказ о программе воспитания.docx").content)).paragraphs
    )
    assert "ПРИКАЗ" in text
    assert "№ 112-од" in text
