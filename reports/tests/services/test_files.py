"""Files are taken by what is in them, under their Russian names."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.http import FileResponse
from PIL import Image

from reports.models import StoredFile
from reports.services import files
from reports.tests import contents
from reports.tests.contents import upload
from resolution_portal.audit.models import Entry
from resolution_portal.problems import Absent, Forbidden, Invalid, TooLarge

TAKEN = [
    ("Приказ.pdf", contents.PDF, "application/pdf", "Приказ.pdf"),
    ("Фото.JPG", contents.JPEG, "image/jpeg", "Фото.JPG"),
    ("Фото.jpeg", contents.JPEG, "image/jpeg", "Фото.jpeg"),
    ("скан.png", contents.PNG, "image/png", "скан.png"),
    ("Справка.rtf", contents.RTF, "application/rtf", "Справка.rtf"),
    ("Протокол.txt", contents.TEXT, "text/plain", "Протокол.txt"),
    ("Список.csv", "ФИО;Класс\r\n".encode("cp1251"), "text/csv", "Список.csv"),
    (
        "План.docx",
        contents.DOCX,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "План.docx",
    ),
    ("Свод.xlsx", contents.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Свод.xlsx"),
    ("План.odt", contents.ODT, "application/vnd.oasis.opendocument.text", "План.odt"),
    # the name says one thing, the content another: the content wins and the file will open
    ("Приказ.pdf", contents.JPEG, "image/jpeg", "Приказ.pdf.jpg"),
    ("Приказ 112.од", contents.PDF, "application/pdf", "Приказ 112.од.pdf"),
]
REFUSED = [
    ("setup.pdf", contents.EXE, "не принят"),
    ("страница.txt", contents.HTML, "не принят"),
    ("схема.svg", contents.SVG, "не принят"),
    ("схема.txt", contents.SVG, "не принят"),
    ("скрипт.js", b"alert(1)", "не принят"),
    ("двоичный.txt", b"abc\x00\x01\x02def", "не принят"),
    ("Отчёт.docx", contents.DOCM, "макросы"),
    ("Отчёт.odt", contents.ODT_WITH_BASIC, "макросы"),
    ("Всё.zip", contents.ZIP, "Распакуйте"),
    ("Отчёт.docx", contents.DOCX[:-30], "испорчен"),
    ("Отчёт.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "испорчен"),
    ("Отчёт.docx", contents.damaged(contents.DOCX_DENSE), "испорчен"),
    ("План.odt", contents.damaged(contents.ODT_DENSE), "испорчен"),
    ("Пустой.pdf", b"", "пуст"),
    ("IMG_0001.HEIC", contents.HEIC[:300], "Наиболее совместимые"),
]


@pytest.mark.parametrize(("name", "content", "media_type", "kept"), TAKEN)
def test_a_file_is_kept_as_what_it_is(
    cast: SimpleNamespace, name: str, content: bytes, media_type: str, kept: str
) -> None:
    stored = files.store(upload=upload(content, name), organization=cast.school5, by=cast.elena)
    assert (stored.media_type, stored.name, stored.size) == (media_type, kept, len(content))
    assert stored.state == StoredFile.State.READY
    with stored.blob.open("rb") as blob:
        assert blob.read() == content


@pytest.mark.parametrize(
    ("name", "kept"), [("IMG_0001.HEIC", "IMG_0001.jpg"), ("Фото", "Фото.jpg"), ("Приказ.pdf", "Приказ.pdf.jpg")]
)
def test_a_photo_of_an_iphone_becomes_a_jpeg(cast: SimpleNamespace, name: str, kept: str) -> None:
    stored = files.store(upload=upload(contents.HEIC, name), organization=cast.school5, by=cast.elena)
    assert (stored.media_type, stored.name) == ("image/jpeg", kept)
    with stored.blob.open("rb") as blob, Image.open(blob) as picture:
        assert (picture.format, picture.size) == ("JPEG", (64, 48))
        blue, red = picture.getpixel((5, 5)), picture.getpixel((60, 40))
    assert blue[2] > 150 > blue[0]  # type: ignore[index]
    assert red[0] > 150 > red[2]  # type: ignore[index]


@pytest.mark.parametrize(("name", "content", "words"), REFUSED)
def test_a_refusal_names_the_file_and_the_way_out(cast: SimpleNamespace, name: str, content: bytes, words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        files.store(upload=upload(content, name), organization=cast.school5, by=cast.elena)
    assert words in refusal.value.detail
    assert name in refusal.value.detail
    assert not StoredFile.objects.exists()


def test_over_twenty_megabytes_is_too_large_and_just_under_is_not(cast: SimpleNamespace) -> None:
    limit = 20 * 1024 * 1024
    fits = upload(contents.PDF.ljust(limit, b" "), "Большой.pdf")
    assert files.store(upload=fits, organization=cast.school5, by=cast.elena).size == limit
    with pytest.raises(TooLarge, match=r"«Больше\.pdf» больше 20 МБ"):
        files.store(
            upload=upload(contents.PDF.ljust(limit + 1, b" "), "Больше.pdf"), organization=cast.school5, by=cast.elena
        )


def test_the_same_file_twice_is_one(cast: SimpleNamespace) -> None:
    first, second = (
        files.store(upload=upload(), organization=cast.school5, by=person) for person in (cast.elena, cast.maria)
    )
    assert first == second
    other = files.store(upload=upload(), organization=cast.korzovo, by=cast.tatyana)
    assert other != first, "another organization has a row of its own"


@pytest.mark.parametrize("person", ["anna", "irina", "tatyana", "sofia"])
def test_only_executors_of_the_organization_upload(cast: SimpleNamespace, person: str) -> None:
    with pytest.raises(Forbidden):
        files.store(upload=upload(), organization=cast.school5, by=getattr(cast, person))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\Елена\\Рабочий стол\\Приказ.pdf", "Приказ.pdf"),
        ("../../etc/passwd", "passwd"),
        ("Прика\u0437 и\u0306.pdf", "Приказ й.pdf"),
        ("отчёт\u202efdp.exe", "отчёт_fdp.exe"),
        ("", "file"),
    ],
)
def test_a_name_is_cleaned(given: str, kept: str) -> None:
    assert files.clean_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = files.clean_name("Очень длинное название приказа " * 20 + ".docx")
    assert len(name) <= 300
    assert name.endswith(".docx")


def test_a_download_comes_under_its_name_and_is_put_down(cast: SimpleNamespace) -> None:
    stored = files.store(upload=upload(), organization=cast.school5, by=cast.elena)
    response = files.download(file=stored, by=cast.anna)
    assert isinstance(response, FileResponse)
    assert b"".join(response) == contents.PDF
    stored.blob.close()
    assert "attachment" in response["Content-Disposition"]
    assert "%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7" in response["Content-Disposition"]
    entry = Entry.objects.get()
    assert (entry.action, entry.by, entry.object) == ("file_downloaded", cast.anna, f"file:{stored.pk}")


def test_a_file_whose_content_is_gone_is_said_to_be_missing(cast: SimpleNamespace) -> None:
    stored = files.store(upload=upload(), organization=cast.school5, by=cast.elena)
    stored.blob.storage.delete(str(stored.blob.name))
    with pytest.raises(Absent, match="не найдено"):
        files.download(file=stored, by=cast.elena)
    assert not Entry.objects.exists()
