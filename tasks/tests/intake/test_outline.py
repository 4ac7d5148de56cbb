"""Papers that are laid out in other ways than the first one."""

from datetime import date

from tasks.tests.intake.papers import BODIES, DEPARTMENT, SCHOOLS, SOIRO, gist, read

NUMBERED = """Р Е З О Л Ю Ц И Я
регионального форума «Воспитание — дело каждого»
г. Смоленск                     15.03.2023 № 7

Участники форума отмечают:
- рост числа детских объединений;
- недостаток кадров.

Форум рекомендует:
1. Министерству образования и науки Смоленской области:
1.1. обеспечить поддержку проектов в срок до 15.12.2023;
1.2. проводить мониторинг ежеквартально.
Ответственный: Иванова И.И., отдел воспитания
2. Школам области:
2.1. провести:
а) родительские собрания;
б) классные часы.
2.3. представить отчёт до 1 октября 2023 г.

Председатель форума          Петров П.П.
"""


def test_numbered_paper_keeps_its_own_numbers():
    assert gist(read(NUMBERED)) == [
        (
            "Министерству образования и науки Смоленской области",
            DEPARTMENT,
            [
                ("1.1", "обеспечить поддержку проектов в срок до 15.12.2023"),
                ("1.2", "проводить мониторинг ежеквартально"),
            ],
        ),
        (
            "Школам области",
            SCHOOLS,
            [
                ("2.1", "провести:\nа) родительские собрания;\nб) классные часы"),
                ("2.3", "представить отчёт до 1 октября 2023 г."),
            ],
        ),
    ]


def test_numbered_paper_tells_its_requisites_dates_and_people():
    outline = read(NUMBERED)
    assert (outline.title, outline.number, outline.place) == ("Воспитание — дело каждого", "7", "Смоленск")
    assert (outline.adopted_on, outline.is_draft_text) == (date(2023, 3, 15), False)
    first, second = outline.sections[0].directives
    assert (first.due_on, first.due_text) == (date(2023, 12, 15), "в срок до 15.12.2023")
    assert (second.schedule, second.responsible) == ("quarterly", "Иванова И.И., отдел воспитания")
    assert outline.problems == ()


def test_what_became_nothing_is_listed():
    assert [(skipped.line, skipped.text) for skipped in read(NUMBERED).skipped] == [
        (5, "Участники форума отмечают:"),
        (6, "рост числа детских объединений;"),
        (7, "недостаток кадров."),
        (9, "Форум рекомендует:"),
        (20, "Председатель форума Петров П.П."),
    ]


def test_directives_without_bullets_and_wrapped_lines():
    outline = read(
        "ПРОЕКТ\n\nРЕШЕНИЕ\nсовещания руководителей\nот 1 сентября 2022 года № 12-р\n\n"
        "Рекомендовать руководителям общеобразовательных организаций:\n"
        "обеспечить участие педагогов в мероприятиях, направленных на\nповышение качества воспитания;\n"
        "не допускать нарушений.\n"
        "ГАУ ДПО «СОИРО»:\nорганизовать курсы.\n"
    )
    assert gist(outline) == [
        (
            "Рекомендовать руководителям общеобразовательных организаций",
            SCHOOLS,
            [
                ("1.1", "обеспечить участие педагогов в мероприятиях, направленных на повышение качества воспитания"),
                ("1.2", "не допускать нарушений"),
            ],
        ),
        ("ГАУ ДПО «СОИРО»", SOIRO, [("2.1", "организовать курсы")]),
    ]
    assert outline.sections[0].directives[0].addressees[0].text == "руководителям общеобразовательных организаций"
    assert (outline.doc_kind, outline.number, outline.title) == ("решение", "12-р", "Решение совещания руководителей")
    assert (outline.adopted_on, outline.is_draft_text) == (date(2022, 9, 1), True)


def test_markdown_heading_right_under_a_list():
    outline = read(
        "**Департаменту:**\n- обеспечить поддержку.\n**Школам:**\n- создать условия.\nСОИРО:\n- помочь;\n", "paper.md"
    )
    assert gist(outline) == [
        ("Департаменту", DEPARTMENT, [("1.1", "обеспечить поддержку")]),
        ("Школам", SCHOOLS, [("2.1", "создать условия")]),
        ("СОИРО", SOIRO, [("3.1", "помочь")]),
    ]


def test_markdown_numbered_headings_over_nested_bullets():
    outline = read(
        "# РЕЗОЛЮЦИЯ\n\n(Смоленск, 25 августа 2023 г.)\n\n1. **Департаменту:**\n   - обеспечить;\n   - создать.\n"
        "2. **Муниципальным органам управления образованием:**\n   - содействовать.\n",
        "paper.md",
    )
    assert gist(outline) == [
        ("Департаменту", DEPARTMENT, [("1.1", "обеспечить"), ("1.2", "создать")]),
        ("Муниципальным органам управления образованием", BODIES, [("2.1", "содействовать")]),
    ]
    assert (outline.place, outline.adopted_on) == ("Смоленск", date(2023, 8, 25))


def test_unknown_addressee_is_a_problem_with_its_line():
    outline = read("Школам:\n- сделать.\n\nРодительской общественности:\n- поддержать.\n")
    assert gist(outline)[1] == ("Родительской общественности", None, [("2.1", "поддержать")])
    assert outline.sections[1].directives[0].addressees[0].text == "Родительской общественности"
    assert [(problem.line, problem.code) for problem in outline.problems] == [(4, "unknown_addressee")]
    assert outline.problems[0].message == (
        "Строка 4: адресат «Родительской общественности» не подходит ни под одну категорию организаций. "
        "Исправьте заголовок или добавьте категорию."
    )


def test_a_heading_without_colon_or_emphasis():
    outline = read("Школам области\n- сделать.\n\nРодительской общественности\n- поддержать.\n")
    assert gist(outline) == [
        ("Школам области", SCHOOLS, [("1.1", "сделать")]),
        ("Родительской общественности", None, [("2.1", "поддержать")]),
    ]


def test_a_line_over_a_list_never_lends_it_to_the_addressee_above():
    outline = read("Школам:\n- сделать.\n\nУчастники форума\n- поддержать школы.\n")
    assert gist(outline) == [("Школам", SCHOOLS, [("1.1", "сделать")])]
    assert [(problem.line, problem.code) for problem in outline.problems] == [(5, "no_addressee")]


def test_a_part_of_a_category_is_a_warning():
    outline = read("Муниципальным общеобразовательным организациям:\n- сделать.\n")
    assert outline.problems == ()
    assert "narrower_addressee" in [warning.code for warning in outline.warnings]


def test_deeds_without_an_addressee_are_problems():
    outline = read("# Решение\n\n- обеспечить поддержку;\n- создать условия.\n")
    assert outline.doc_kind == "решение"
    assert [(problem.line, problem.code) for problem in outline.problems] == [
        (0, "no_directives"),
        (3, "no_addressee"),
        (4, "no_addressee"),
    ]


def test_an_addressee_without_directives_is_a_problem():
    outline = read("Школам:\n\nДепартаменту:\n- сделать.\n")
    assert [section.heading for section in outline.sections] == ["Департаменту"]
    assert [(problem.line, problem.code) for problem in outline.problems] == [(1, "empty_section")]


def test_prose_is_no_directive():
    outline = read("Добрый день! Направляем вам протокол.\n\nС уважением, отдел.\n")
    assert [problem.code for problem in outline.problems] == ["no_directives"]
    assert outline.sections == ()


def test_an_impossible_date_is_a_warning():
    outline = read("Школам:\n- представить отчёт до 31.09.2022.\n")
    assert outline.sections[0].directives[0].due_on is None
    assert "Пункт 1.1: срока «до 31.09.2022» нет в календаре. Исправьте дату." in [
        warning.message for warning in outline.warnings
    ]
