"""No-break spaces are written «~» here."""

from types import SimpleNamespace

import pytest
from django.utils.safestring import SafeString, mark_safe

from resolution_portal.components import typography


def shown(text: str) -> str:
    return text.replace(typography.NBSP, "~").replace(typography.THIN, "_")


@pytest.mark.parametrize(
    ("plain", "glued"),
    [
        ("Квитанция № 4821", "Квитанция №~4821"),
        ("Работа с родителями в школе", "Работа с~родителями в~школе"),
        ("Отчёт по пункту", "Отчёт по~пункту"),
        ("осталось 6 рабочих дней", "осталось 6~рабочих дней"),
        ("Исполнено 921 из 2 332", "Исполнено 921~из~2~332"),
        ("71 % родителей", "71~% родителей"),
        ("вернула Петрова А. С. вчера", "вернула Петрова~А.~С. вчера"),
        ("А. С. Петрова", "А.~С.~Петрова"),
        ("СШ № 5 г. Вязьмы", "СШ~№~5~г.~Вязьмы"),
        ("148 обучающихся · 19 педагогов", "148~обучающихся~· 19~педагогов"),
        ("муниципалитету – департамент", "муниципалитету~– департамент"),
        ("из-под стола", "из-под стола"),
        ("Программа обновлена полностью", "Программа обновлена полностью"),
    ],
)
def test_lines_do_not_break_where_it_reads_badly(plain, glued):
    assert shown(typography.nbsp(plain)) == glued


def test_unsafe_text_is_escaped():
    assert shown(typography.nbsp('<b title="в школе">в школе')) == "&lt;b~title=&quot;в~школе&quot;&gt;в~школе"


def test_tags_of_safe_text_are_left_alone():
    text = mark_safe('<a title="в школе" href="/a b">в школе</a>')
    glued = typography.nbsp(text)
    assert shown(glued) == '<a title="в школе" href="/a b">в~школе</a>'
    assert isinstance(glued, SafeString)


@pytest.mark.parametrize(
    ("person", "short"),
    [
        (SimpleNamespace(last_name="Петрова", first_name="Анна", patronymic="Сергеевна"), "Петрова~А.~С."),
        (SimpleNamespace(last_name="Ким", first_name="Лена", patronymic=""), "Ким~Л."),
        ("Азаренков Дмитрий Иванович", "Азаренков~Д.~И."),
        (SimpleNamespace(last_name="", first_name="", patronymic=""), ""),
        (None, ""),
    ],
)
def test_a_person_is_shortened_to_initials(person, short):
    assert shown(typography.short_name(person)) == short


@pytest.mark.parametrize(("value", "words"), [(0, "0"), (998, "998"), (2332, "2_332"), (1.5, "1,5"), (None, "")])
def test_numbers_are_grouped_by_thousands(value, words):
    assert shown(typography.number(value)) == words


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("8 (48131) 4-22-17", "tel:+74813142217"),
        ("+7 4812 29-27-61, доб. 12", "tel:+74812292761"),
        ("4-22-17", "tel:42217"),
    ],
)
def test_a_phone_becomes_a_number_to_dial(phone, link):
    assert typography.phone_link(phone) == link
