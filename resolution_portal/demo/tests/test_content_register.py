from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from resolution_portal.demo.content.identifiers import inn_check_digit
from resolution_portal.demo.content.municipalities import LAGGING, municipalities
from resolution_portal.demo.content.register import build_register

REGISTER = build_register()
FULL_NAMES = {place.key: place.name for place in REGISTER}
SHORT_NAMES = {place.key: place.short_name for place in REGISTER}


def test_region_has_27_municipalities_and_370_schools():
    assert len(REGISTER.municipalities) == 27
    assert len(REGISTER.municipal_schools) == 363
    assert len(REGISTER.regional_schools) == 7
    assert len(list(REGISTER)) == 399


def test_each_municipality_has_as_many_schools_as_the_list_says():
    below = Counter(school.parent for school in REGISTER.municipal_schools)
    assert (below["vyazma"], below["smolensk"], below["glinka"], below["desnogorsk"]) == (27, 40, 4, 4)
    assert all(body.schools_below == below[body.key] for body in REGISTER.municipalities)


def test_list_of_municipalities_is_the_one_of_2022():
    names = [place.name for place in municipalities()]
    assert len(names) == 27
    assert names[0] == "Велижский район"
    assert names[-2:] == ["город Десногорск", "город Смоленск"]


@pytest.mark.parametrize(
    ("key", "short_name"),
    [
        ("vyazma-5", "МБОУ «СШ № 5» г. Вязьмы"),
        ("smolensk-29", "МБОУ «СШ № 29» г. Смоленска"),
        ("elnya-1", "МБОУ «СШ № 1 им. М.И. Глинки» г. Ельни"),
        ("hislavichi-korzovskaya", "МКОУ Корзовская ОШ"),
        ("vyazma-kaydakovskaya", "МБОУ Кайдаковская СШ"),
        ("dorogobuzh-verhnedneprovskaya-2", "МБОУ Верхнеднепровская СШ № 2"),
        ("yartsevo-4", "МБОУ Ярцевская СШ № 4"),
        ("pochinok-2", "МБОУ «СШ № 2» г. Починка"),
        ("smolensk-gimnaziya-4", "МБОУ «Гимназия № 4» г. Смоленска"),
        ("safonovo-gimnaziya", "МБОУ «Гимназия» г. Сафоново"),
        ("cyril", "СОГБОУИ «Лицей имени Кирилла и Мефодия»"),
        ("vyazma", "Вяземский район"),
        ("soiro", "ГАУ ДПО СОИРО"),
    ],
)
def test_short_names(key, short_name):
    assert SHORT_NAMES[key] == short_name


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (
            "vyazma",
            "Комитет образования Администрации муниципального образования «Вяземский район» Смоленской области",
        ),
        ("smolensk", "Управление образования и молодежной политики Администрации города Смоленска"),
        (
            "desnogorsk",
            "Комитет по образованию Администрации муниципального образования «город Десногорск» Смоленской области",
        ),
        (
            "vyazma-5",
            "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 5 города Вязьмы» "
            "Смоленской области",
        ),
        (
            "hislavichi-korzovskaya",
            "Муниципальное казённое общеобразовательное учреждение «Корзовская основная школа» Хиславичского района "
            "Смоленской области",
        ),
    ],
)
def test_full_names(key, name):
    assert FULL_NAMES[key] == name


def test_names_are_unique_within_a_municipality_and_repeat_across():
    pairs = Counter((school.parent, school.short_name) for school in REGISTER.schools)
    assert max(pairs.values()) == 1
    assert max(Counter((school.parent, school.name) for school in REGISTER.schools).values()) == 1
    spread = Counter(school.short_name for school in REGISTER.schools)
    assert spread["МБОУ Пречистенская СШ"] == 2
    assert spread["МБОУ Прудковская СШ"] == 2


def test_numbering_has_gaps():
    numbers = [school.number for school in REGISTER.schools if school.parent == "vyazma" and school.number]
    assert numbers == [1, 2, 3, 4, 5, 6, 8, 9, 10]


def test_keys_and_addresses_are_unique_and_invented():
    everything = list(REGISTER)
    assert len({place.key for place in everything}) == 399
    assert len({place.email for place in everything}) == 399
    assert len({place.inn for place in everything}) == 399
    assert all(place.email.endswith(".example") for place in everything)
    assert REGISTER.by_key["vyazma-5"].email == "school-vyazma-5@schools.example"
    assert all(place.key.isascii() and " " not in place.key for place in everything)


def test_check_digit_is_that_of_the_tax_service():
    assert inn_check_digit("770708389") == 3
    assert all(int(place.inn[9]) == inn_check_digit(place.inn[:9]) for place in REGISTER)
    assert all(len(place.ogrn) == 13 and int(place.ogrn[:12]) % 11 % 10 == int(place.ogrn[12]) for place in REGISTER)


def test_phones_carry_the_code_of_the_district():
    assert REGISTER.by_key["vyazma-5"].phone.startswith("8 (48131) ")
    assert REGISTER.department.phone.startswith("8 (4812) ")
    assert len({len(place.phone) for place in REGISTER}) == 1


def test_sizes_are_those_of_the_region():
    facts = {school.key: school.facts for school in REGISTER.schools if school.facts}
    assert len(facts) == 370
    pupils = [school.pupils for school in facts.values()]
    assert 91_000 <= sum(pupils) <= 95_500
    assert 60 <= median(pupils) <= 120
    assert (facts["vyazma-5"].pupils, facts["vyazma-5"].teachers) == (612, 41)
    assert all(facts[school.key].pupils_10_11 == 0 for school in REGISTER.schools if school.school_type in ("ОШ", "НШ"))


def test_types_are_shared_out_as_in_the_region():
    types = Counter(school.school_type for school in REGISTER.schools)
    assert 185 <= types["СШ"] <= 215
    assert 100 <= types["ОШ"] <= 125
    assert {"НШ", "Гимназия", "Лицей", "Школа-интернат"} <= set(types)


def test_parents_come_before_children():
    seen: set[str] = set()
    for place in REGISTER:
        assert place.parent is None or place.parent in seen
        seen.add(place.key)


def test_same_seed_gives_the_same_region_and_another_seed_another():
    assert build_register(seed=1) == REGISTER
    assert build_register(seed=2) != REGISTER


@pytest.mark.parametrize("schools", [28, 40, 100, 369])
def test_smaller_region_keeps_a_school_in_each_municipality(schools):
    register = build_register(schools=schools)
    below = Counter(school.parent for school in register.schools)
    assert len(register.schools) == schools
    assert len(below) == 28
    assert {"vyazma-5", "hislavichi-korzovskaya"} <= set(register.by_key)
    assert register.by_key["vyazma-5"] == REGISTER.by_key["vyazma-5"]


@pytest.mark.parametrize("schools", [0, 27, 371])
def test_impossible_sizes_are_refused(schools):
    with pytest.raises(ValueError, match="от 28 до 370"):
        build_register(schools=schools)


def test_forms_of_municipal_names():
    forms = {place.slug: (place.genitive, place.prepositional) for place in municipalities()}
    assert forms["vyazma"] == ("Вяземского района", "Вяземском районе")
    assert forms["holm"] == ("Холм-Жирковского района", "Холм-Жирковском районе")
    assert forms["smolensk"] == ("города Смоленска", "городе Смоленске")
    assert set(LAGGING) <= set(forms)


def test_no_post_of_a_later_year_anywhere():
    content = Path(__file__).parent.parent / "content"
    texts = [path.read_text(encoding="utf-8") for path in content.rglob("*") if path.suffix in (".py", ".csv")]
    assert len(texts) > 15
    for word in ("советник", "РДДМ", "Движение первых", "Движения первых"):
        assert not any(word.lower() in text.lower() for text in texts), word
