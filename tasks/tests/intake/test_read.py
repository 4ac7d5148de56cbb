"""The real paper, in three formats, gives the outline written down here by hand."""

from datetime import date

import pytest

from tasks.intake.read import read_document
from tasks.intake.shape import Outline, as_json
from tasks.tests.intake.papers import BODIES, DEPARTMENT, KINDS, SAMPLE_DOCX, SAMPLE_MARKDOWN, SCHOOLS, SOIRO, gist

EXPECTED = [
    (
        "Департаменту Смоленской области по образованию и науке",
        DEPARTMENT,
        [
            ("1.1", "обеспечить поддержку федеральных проектов и программ"),
            (
                "1.2",
                "способствовать развитию региональной системы воспитания на основе межведомственного "
                "и общественного взаимодействия",
            ),
            (
                "1.3",
                "создать условия для формирования управленческих механизмов развития региональной системы воспитания "
                "обучающихся с учетом анализа результатов регионального мониторинга и полученных на его основе "
                "адресных рекомендаций",
            ),
        ],
    ),
    (
        "Органам управления образованием муниципальных районов и городских округов",
        BODIES,
        [
            (
                "2.1",
                "создать условия внедрения примерной программы воспитания в общеобразовательных организациях "
                "муниципалитета",
            ),
            (
                "2.2",
                "содействовать укреплению управленческих механизмов развития муниципальной системы воспитания "
                "обучающихся с учетом анализа результатов регионального мониторинга и полученных на его основе "
                "адресных рекомендаций",
            ),
            (
                "2.3",
                "обеспечить межведомственное и сетевое взаимодействие в решении вопросов формирования ценностных "
                "ориентаций, профилактики деструктивного поведения обучающихся",
            ),
            (
                "2.4",
                "обеспечить поддержку актуальных программ и проектов, реализующих ключевые идеи современного "
                "воспитания",
            ),
        ],
    ),
    (
        "ГАУ ДПО СОИРО",
        SOIRO,
        [
            (
                "3.1",
                "осуществлять научно-методическое сопровождение непрерывного профессионального развития "
                "педагогических работников, осуществляющих деятельность в области воспитания",
            )
        ],
    ),
    (
        "Общеобразовательным организациям Смоленской области",
        SCHOOLS,
        [
            (
                "4.1",
                "организовать работу по корректировке, обновлению рабочих программ воспитания с учетом документов "
                "стратегического планирования",
            ),
            (
                "4.2",
                "обеспечить участие педагогов в профессиональных образовательных активностях по актуальным проблемам "
                "воспитания",
            ),
            (
                "4.3",
                "обеспечить реализацию комплекса мер, направленных на обновление методик, форм, содержания и "
                "технологий воспитательной деятельности",
            ),
            (
                "4.4",
                "актуализировать работу по вовлечению детей и подростков в различные формы социальной общественной "
                "активности",
            ),
            (
                "4.5",
                "создать условия для развития системы взаимодействия педагогического коллектива школы с родителями",
            ),
            (
                "4.6",
                "развивать социальное партнерство, сетевое и межведомственное взаимодействие по актуальным вопросам "
                "воспитания и социализации детей и подростков",
            ),
        ],
    ),
]


def _plain() -> str:
    return SAMPLE_MARKDOWN.read_text(encoding="utf-8").replace("*", "").replace("#", "")


FORMS = {
    "markdown": lambda: (SAMPLE_MARKDOWN.read_bytes(), "paper.md"),
    "markdown named text": lambda: (SAMPLE_MARKDOWN.read_bytes(), "paper.txt"),
    "markdown without a suffix": lambda: (SAMPLE_MARKDOWN.read_bytes(), "paper"),
    "docx": lambda: (SAMPLE_DOCX.read_bytes(), "paper.docx"),
    "docx misnamed": lambda: (SAMPLE_DOCX.read_bytes(), "paper.txt"),
    "text": lambda: (_plain().encode(), "paper.txt"),
    "text with a mark": lambda: (_plain().encode("utf-8-sig"), "paper.txt"),
    "text in utf-16": lambda: (_plain().encode("utf-16"), "paper.txt"),
    "text of Windows": lambda: (_plain().replace("\n", "\r\n").encode("cp1251"), "paper.txt"),
}


@pytest.fixture(params=FORMS)
def outline(request) -> Outline:
    data, name = FORMS[request.param]()
    return read_document(data=data, name=name, kinds=KINDS)


def test_the_directives_are_exact_in_every_form(outline):
    assert gist(outline) == EXPECTED


def test_the_requisites_are_the_same_in_every_form(outline):
    assert outline.doc_kind == "резолюция"
    assert outline.title == "Региональная система организации воспитания обучающихся: трансформация смыслов"
    assert outline.issuer_text == "форума специалистов в области воспитания"
    assert outline.place == "Смоленск"
    assert outline.adopted_on == date(2022, 8, 23)
    assert outline.number == ""


def test_a_draft_is_a_warning_and_nothing_else(outline):
    assert outline.is_draft_text
    assert outline.problems == ()
    assert [warning.code for warning in outline.warnings] == ["draft_text"]
    assert [skipped.text for skipped in outline.skipped] == ["Предложения в проект резолюции"]


def test_the_paper_names_no_dates_and_nobody(outline):
    directives = [directive for section in outline.sections for directive in section.directives]
    assert len(directives) == 14
    assert {(d.due_on, d.schedule, d.due_text, d.responsible) for d in directives} == {(None, None, "", "")}


def test_json_has_the_names_of_the_contract():
    data = SAMPLE_MARKDOWN.read_bytes()
    answer = as_json(read_document(data=data, name="paper.md", kinds=KINDS))
    assert list(answer) == [
        "sha256",
        "title",
        "place",
        "adopted_on",
        "is_draft_text",
        "sections",
        "skipped",
        "problems",
    ]
    assert answer["sha256"] == "86ca94e287da22c85100291939cc39c70a09ca1a66b9c9d13b716984a515e100"
    assert answer["adopted_on"] == "2022-08-23"
    assert answer["skipped"] == [{"line": 12, "text": "Предложения в проект резолюции", "why": "помета проекта"}]
    assert answer["sections"][2] == {
        "heading": "ГАУ ДПО СОИРО",
        "kind": SOIRO,
        "directives": [
            {
                "number": "3.1",
                "text": EXPECTED[2][2][0][1],
                "addressees": [
                    {"text": "ГАУ ДПО СОИРО", "kind": SOIRO, "organization": None, "confidence": 1.0},
                ],
                "due_on": None,
                "schedule": None,
                "due_text": "",
                "responsible": "",
                "source_place": "строка 29",
            }
        ],
    }


def test_a_word_paper_says_the_paragraph():
    outline = read_document(data=SAMPLE_DOCX.read_bytes(), name="paper.docx", kinds=KINDS)
    assert outline.sections[0].directives[0].source_place == "абзац 9"
    assert outline.sections[0].line == 8
