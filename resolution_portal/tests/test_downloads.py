from io import BytesIO
from pathlib import Path

import pytest

from resolution_portal.downloads import attachment, safe_name


def body(response) -> bytes:
    read = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return read


def test_a_russian_name_arrives_whole_and_nobody_keeps_the_file():
    response = attachment(b"data", name="Отчёт школы № 3.docx", media_type="application/msword")
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''"
        "%D0%9E%D1%82%D1%87%D1%91%D1%82%20%D1%88%D0%BA%D0%BE%D0%BB%D1%8B%20%E2%84%96%203.docx"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == "4"


@pytest.mark.django_db  # closing an answer ends its request
def test_every_source_gives_the_same_bytes(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"two parts")
    for source in (b"two parts", path, BytesIO(b"two parts"), iter([b"two ", b"parts"])):
        assert body(attachment(source, name="a.txt", media_type="text/plain")) == b"two parts"


@pytest.mark.parametrize(
    ("media_type", "shown"),
    [
        ("application/pdf", True),
        ("image/jpeg", True),
        ("text/plain; charset=utf-8", True),
        ("image/svg+xml", False),
        ("text/html", False),
        ("application/xhtml+xml", False),
        ("application/octet-stream", False),
    ],
)
def test_only_harmless_types_are_shown_in_the_browser(media_type, shown):
    response = attachment(b"", name="a", media_type=media_type, inline=True)
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")


def test_nothing_is_shown_unasked():
    assert attachment(b"", name="a.pdf", media_type="application/pdf")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b_Set-Cookie_ x.pdf"),
        ("отчёт\u202efdp.exe", "отчёт_fdp.exe"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_name_cannot_do_harm(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending():
    name = safe_name("я" * 300 + ".docx")
    assert len(name) == 150
    assert name.endswith("я.docx")
