"""Markdown and text: what is a list, a heading, emphasis; where a line stands."""

from tasks.intake.readers.markdown import read_markdown
from tasks.intake.readers.text import read_text


def _markdown(text: str) -> list[tuple[str, str, str, int, bool, int]]:
    blocks = read_markdown(text.encode(), name="a.md")
    return [(b.kind, b.text, b.number, b.level, b.bold, b.line) for b in blocks]


def _text(text: str) -> list[tuple[str, str, str, int, bool, int]]:
    blocks = read_text(text.encode(), name="a.txt")
    return [(b.kind, b.text, b.number, b.level, b.bold, b.line) for b in blocks]


def test_markdown_lists_headings_and_emphasis():
    assert _markdown("### **Школам:**\n\n1. первое\n   - вложенное\n\n2) иное\n\n**жирно** и нет\n") == [
        ("heading", "Школам:", "", 3, True, 1),
        ("item", "первое", "1", 0, False, 3),
        ("item", "вложенное", "", 1, False, 4),
        ("item", "иное", "2", 0, False, 6),
        ("paragraph", "жирно и нет", "", 0, False, 8),
    ]


def test_markdown_hard_breaks_part_and_wrapped_lines_join():
    assert _markdown(
        "**РЕЗОЛЮЦИЯ**  \n**форума**\n\n"
        "Органам управления образованием муниципальных районов и\nгородских округов:\n\n- создать\n  условия\n"
    ) == [
        ("paragraph", "РЕЗОЛЮЦИЯ", "", 0, True, 1),
        ("paragraph", "форума", "", 0, True, 2),
        (
            "paragraph",
            "Органам управления образованием муниципальных районов и городских округов:",
            "",
            0,
            False,
            4,
        ),
        ("item", "создать условия", "", 0, False, 7),
    ]


def test_markdown_tables_indents_links_and_html():
    assert _markdown("| а | б |\n| - | - |\n| в | г |\n\n        отступ\n\n[ссылка](http://x) &amp; <b>тег</b>\n") == [
        ("cell", "а", "", 0, False, 1),
        ("cell", "б", "", 0, False, 1),
        ("cell", "в", "", 0, False, 3),
        ("cell", "г", "", 0, False, 3),
        ("paragraph", "отступ", "", 0, False, 5),
        ("paragraph", "ссылка & тег", "", 0, False, 7),
    ]


def test_text_markers_and_stray_marks():
    assert _text(
        "## Школам:\n• первое\n1.2. второе\nв) третье\n23 августа 2022 г.\n23.08.2022 г. Смоленск\n**Всем**\n"
    ) == [
        ("heading", "Школам:", "", 2, False, 1),
        ("item", "первое", "", 0, False, 2),
        ("item", "второе", "1.2", 1, False, 3),
        ("item", "третье", "в", 0, False, 4),
        ("paragraph", "23 августа 2022 г.", "", 0, False, 5),
        ("paragraph", "23.08.2022 г. Смоленск", "", 0, False, 6),
        ("paragraph", "Всем", "", 0, True, 7),
    ]


def test_text_item_goes_on_under_its_indent():
    assert _text("- создать\n  Условия для детей\n- развивать\nИное\n") == [
        ("item", "создать Условия для детей", "", 0, False, 1),
        ("item", "развивать", "", 0, False, 3),
        ("paragraph", "Иное", "", 0, False, 4),
    ]
