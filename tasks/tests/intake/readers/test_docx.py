"""What Word shows is what is read: numbers, tracked changes, hidden text, boxes, tables."""

from tasks.intake.blocks import Block
from tasks.intake.readers.docx import read_docx
from tasks.tests.intake.papers import docx, paragraph

NUMBERING = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""


def _listed(text: str, list_id: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def _blocks(body: str, **parts: str) -> list[Block]:
    return read_docx(docx(body, **parts), name="a.docx")


def _texts(body: str) -> list[str]:
    return [block.text for block in _blocks(body)]


def test_list_numbers_are_counted():
    body = (
        _listed("Школам:", 1)
        + _listed("провести:", 1, 1)
        + _listed("собрания", 1, 2)
        + _listed("часы", 1, 2)
        + _listed("обеспечить", 1, 1)
        + _listed("СОИРО:", 1)
        + _listed("помочь", 1, 1)
        + _listed("просто", 2)
        + _listed("четыре", 3)
        + _listed("пять", 3)
        + _listed("семь", 4)
        + _listed("вне списка", 0)
    )
    assert [(b.kind, b.number, b.level, b.text) for b in _blocks(body, numbering=NUMBERING)] == [
        ("item", "1", 0, "Школам:"),
        ("item", "1.1", 1, "провести:"),
        ("item", "а", 2, "собрания"),
        ("item", "б", 2, "часы"),
        ("item", "1.2", 1, "обеспечить"),
        ("item", "2", 0, "СОИРО:"),
        ("item", "2.1", 1, "помочь"),
        ("item", "", 0, "просто"),
        ("item", "IV", 0, "четыре"),
        ("item", "V", 0, "пять"),
        ("item", "7", 0, "семь"),
        ("paragraph", "", 0, "вне списка"),
    ]


def test_tracked_changes_are_accepted():
    body = (
        "<w:p><w:r><w:t>обеспечить </w:t></w:r>"
        "<w:ins><w:r><w:t>поддержку</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>помощь</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t> ушло</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t> пришло</w:t></w:r></w:moveTo></w:p>"
    )
    assert _texts(body) == ["обеспечить поддержку пришло"]


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    body = paragraph("обеспечить ", "<w:rPr><w:del/></w:rPr>") + paragraph("поддержку") + paragraph("создать")
    assert _texts(body) == ["обеспечить поддержку", "создать"]


def test_hidden_text_is_dropped_wherever_it_is_said():
    styles = '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = (
        "<w:p><w:r><w:t>видно</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> скрыто</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="Note"/></w:rPr><w:t> в стиле</w:t></w:r>'
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> и это</w:t></w:r></w:p>'
    )
    assert [block.text for block in _blocks(body, styles=styles)] == ["видно и это"]


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('ПРОЕКТ')}</w:txbxContent>"
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>РЕЗОЛЮЦИЯ</w:t></w:r>'
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert _texts(body) == ["РЕЗОЛЮЦИЯ", "ПРОЕКТ"]


def test_headings_and_emphasis_come_through_styles():
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 2"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Адресат"/><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    body = "".join(paragraph("Школам", f'<w:pStyle w:val="{style}"/>') for style in "ABC") + paragraph("обычный")
    found = [(b.kind, b.level, b.bold, b.centred) for b in _blocks(body, styles=styles)]
    assert found == [
        ("heading", 2, True, True),
        ("heading", 2, True, True),
        ("heading", 1, True, False),
        ("paragraph", 0, False, False),
    ]


def test_table_cells_say_where_they_stand():
    row = f"<w:tr><w:tc>{paragraph('Школам:')}</w:tc><w:tc>{paragraph('сделать')}</w:tc></w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('удалено')}</w:tc></w:tr>"
    blocks = _blocks(f"{paragraph('до')}<w:tbl>{gone}{row}</w:tbl>{paragraph('после')}")
    assert [(b.kind, b.text, b.place) for b in blocks] == [
        ("paragraph", "до", "абзац 1"),
        ("cell", "Школам:", "таблица 1, строка 1, столбец 1"),
        ("cell", "сделать", "таблица 1, строка 1, столбец 2"),
        ("paragraph", "после", "абзац 4"),
    ]


def test_breaks_controls_and_odd_spaces():
    body = (
        "<w:p><w:r><w:t>РЕЗОЛЮЦИЯ</w:t><w:br/><w:t>форума</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>по\u00adддерж\u00a0 ка</w:t></w:r></w:hyperlink></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert _texts(body) == ["РЕЗОЛЮЦИЯ", "форума", "поддерж ка"]
