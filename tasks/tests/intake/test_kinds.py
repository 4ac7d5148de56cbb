"""Files that cannot be read are refused in one clear line, and nothing else ever escapes."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.intake.blocks import Unreadable
from tasks.intake.kinds import MAX_BYTES, sniff
from tasks.intake.read import read_document
from tasks.tests.intake.papers import KINDS, SAMPLE_DOCX, SAMPLE_MARKDOWN, docx, paragraph, repacked

FORMATS = "Читаются форматы: DOCX, Markdown (MD) и текст (TXT)."


def _zip(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def _bomb() -> bytes:
    return repacked(
        SAMPLE_DOCX.read_bytes(), lambda name, part: part + b" " * 30_000_000 * name.endswith("document.xml")
    )


def _with_doctype(encoding: str) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        body = part.decode().split("?>", 1)[1]
        return f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]>{body}'.encode(encoding)

    return repacked(SAMPLE_DOCX.read_bytes(), change)


REFUSED = {
    "empty": (lambda: b"", "a.md", "Файл «a.md» пуст: выберите файл с текстом документа."),
    "blank": (lambda: b" \r\n\t", "a.txt", "Файл «a.txt» пуст: выберите файл с текстом документа."),
    "png": (lambda: b"\x89PNG\r\n\x1a\n....", "a.docx", f"Файл «a.docx» — изображение, текста в нём нет. {FORMATS}"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0", "скан.jpg", f"Файл «скан.jpg» — изображение, текста в нём нет. {FORMATS}"),
    "heic": (lambda: b"\0\0\0\x18ftypheic....", "a.heic", f"Файл «a.heic» — изображение, текста в нём нет. {FORMATS}"),
    "pdf": (lambda: b"%PDF-1.7\n...", "a.pdf", f"Файл «a.pdf» — PDF, он пока не читается. {FORMATS}"),
    "old word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
        "a.doc",
        "Файл «a.doc» — документ старого Word или закрыт паролем: сохраните его как DOCX без пароля.",
    ),
    "binary": (lambda: b"abc\0\1\2\3", "a.bin", f"Файл «a.bin» — не текстовый документ. {FORMATS}"),
    "html": (lambda: b"<!DOCTYPE html><p>1", "a.html", f"Файл «a.html» — веб-страница или XML. {FORMATS}"),
    "spreadsheet": (lambda: _zip(xl__workbook=b"<a/>"), "a.xlsx", f"Файл «a.xlsx» — не документ DOCX. {FORMATS}"),
    "text called docx": (
        lambda: b"text",
        "a.docx",
        "Файл «a.docx» испорчен: его содержимое не похоже на DOCX. Сохраните документ заново.",
    ),
    "cut docx": (
        lambda: SAMPLE_DOCX.read_bytes()[:5000],
        "a.docx",
        "Файл «a.docx» испорчен: это не документ DOCX или он скачан не целиком. Сохраните его заново.",
    ),
    "bad xml": (
        lambda: docx("<w:p>"),
        "a.docx",
        "Файл «a.docx» испорчен: документ DOCX не открывается. Сохраните его заново и попробуйте ещё раз.",
    ),
    "bomb": (
        _bomb,
        "a.docx",
        "Файл «a.docx» распаковывается в слишком большой объём и не принят. Сохраните документ заново.",
    ),
    "doctype": (
        lambda: _with_doctype("UTF-8"),
        "a.docx",
        "Файл «a.docx» не принят: в документе есть объявление DOCTYPE, в файлах Word его не бывает.",
    ),
    "hidden doctype": (
        lambda: _with_doctype("UTF-16"),
        "a.docx",
        "Файл «a.docx» не принят: в документе есть объявление DOCTYPE, в файлах Word его не бывает.",
    ),
    "empty docx": (
        lambda: docx(paragraph(" ")),
        "a.docx",
        "В файле «a.docx» нет текста: возможно, внутри только изображение. Нужен файл с текстом.",
    ),
    "damaged utf-8": (
        lambda: SAMPLE_MARKDOWN.read_bytes() + "ю".encode()[:1],
        "a.md",
        "Не удалось прочитать текст файла «a.md»: сохраните его в кодировке UTF-8.",
    ),
    "over 20 MB": (
        lambda: b"a" * (MAX_BYTES + 1),
        "a.txt",
        "Файл «a.txt» больше 20 МБ: уменьшите его или разделите на части.",
    ),
    "endless line": (
        lambda: "слово ".encode() * 10_000,
        "a.txt",
        "Строка 1: абзац длиннее 20 000 знаков. Проверьте, тот ли это файл.",
    ),
    "endless Markdown line": (
        lambda: b"*a [" * 10_000,
        "a.md",
        "Строка 1: абзац длиннее 20 000 знаков. Проверьте, тот ли это файл.",
    ),
    "endless list": (
        lambda: b"- a\n" * 50_000,
        "a.md",
        "В файле «a.md» больше 10 000 абзацев: это не похоже на один документ. Проверьте, тот ли это файл.",
    ),
    "endless docx": (
        lambda: docx("".join(paragraph(str(number)) for number in range(20_001))),
        "a.docx",
        "В файле «a.docx» больше 10 000 абзацев: это не похоже на один документ. Проверьте, тот ли это файл.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused_in_one_line(case):
    make, name, message = REFUSED[case]
    with pytest.raises(Unreadable) as refusal:
        read_document(data=make(), name=name, kinds=KINDS)
    assert refusal.value.message == message


def test_twenty_megabytes_are_allowed():
    assert sniff(data=b"a" * MAX_BYTES, name="a.txt") == "text"


def _survives(data: bytes, name: str) -> None:
    """Anything but `Unreadable` fails the test by itself."""
    message = "прочитано"
    try:
        read_document(data=data, name=name, kinds=KINDS)
    except Unreadable as refusal:
        message = refusal.message
    assert message
    assert "\n" not in message


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.docx", "a.md", "a.txt", "a"]))
def test_any_bytes_are_survived(data, name):
    _survives(data, name)


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="*_#-[]()`<>&\\ \n\t|:.;«»№Аа1и", max_size=300), name=st.sampled_from(["a.md", "a.txt"]))
def test_any_marks_are_survived(text, name):
    _survives(text.encode(), name)


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_package_is_survived(changes):
    data = bytearray(SAMPLE_DOCX.read_bytes())
    for place, byte in changes:
        data[place % len(data)] = byte
    _survives(bytes(data), "a.docx")


@settings(max_examples=40, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(32, 126)), min_size=1, max_size=5))
def test_damaged_parts_are_survived(changes):
    def change(name: str, part: bytes) -> bytes:
        damaged = bytearray(part)
        if name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
            for place, byte in changes:
                damaged[place % len(damaged)] = byte
        return bytes(damaged)

    _survives(repacked(SAMPLE_DOCX.read_bytes(), change), "a.docx")
