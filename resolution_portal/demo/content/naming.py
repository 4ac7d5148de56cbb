"""Names of schools by the habits of the region: «МБОУ «СШ № 5» г. Вязьмы», «МКОУ Корзовская ОШ»."""

from __future__ import annotations

from dataclasses import dataclass

from resolution_portal.demo.content.municipalities import Municipality

FORMS = {
    "МБОУ": "Муниципальное бюджетное общеобразовательное учреждение",
    "МКОУ": "Муниципальное казённое общеобразовательное учреждение",
    "МАОУ": "Муниципальное автономное общеобразовательное учреждение",
    "СОГБОУ": "Смоленское областное государственное бюджетное общеобразовательное учреждение",
    "СОГБОУИ": "Смоленское областное государственное бюджетное общеобразовательное учреждение с интернатом",
    "ЧОУ": "Частное общеобразовательное учреждение",
}
TYPES = {
    "СШ": "средняя школа",
    "ОШ": "основная школа",
    "НШ": "начальная школа",
    "Гимназия": "гимназия",
    "Лицей": "лицей",
}
HONOURED = {
    ("gagarin", "СШ 1"): "Ю.А. Гагарина",
    ("elnya", "СШ 1"): "М.И. Глинки",
    ("monastyrschina", "Монастырщинская СШ"): "А.И. Колдунова",
}
AUTONOMOUS = {("smolensk", "СШ 33"), ("vyazma", "СШ 1"), ("desnogorsk", "СШ 4")}
TOWNSHIPS = {"Верхнеднепровская": "пгт Верхнеднепровский", "Озерненская": "пгт Озерный"}
# In this district the town's schools carry its adjective instead of «г. Ярцева».
ADJECTIVE_TOWNS = {"yartsevo": "Ярцевская"}


@dataclass(frozen=True)
class SchoolName:
    """A school before its figures are invented."""

    slug: str
    name: str
    short_name: str
    school_type: str
    number: int | None
    rural: bool
    place: str


def school_names(municipality: Municipality) -> list[SchoolName]:
    """The schools of a municipality: its town's, then the villages'."""
    names = [_town_school(municipality, token) for token in municipality.town_schools]
    for village in municipality.villages:
        kind = "ОШ" if village in municipality.basic else "СШ"
        names.append(_village_school(municipality, village, kind))
    for token in municipality.more:
        village, kind = token.rsplit(" ", 1)
        names.append(_village_school(municipality, village, kind))
    return names


def transliterate(text: str) -> str:
    """Latin letters for addresses: «Корзовская» → korzovskaya."""
    letters = (_LATIN.get(letter, letter if letter.isascii() else "-") for letter in text.lower())
    return "".join(letters).replace(" ", "-")


def _town_school(municipality: Municipality, token: str) -> SchoolName:
    kind, _, digits = token.partition(" ")
    form = "МАОУ" if (municipality.slug, token) in AUTONOMOUS else "МБОУ"
    number = f" № {digits}" if digits else ""
    honour = HONOURED.get((municipality.slug, token), "")
    town = municipality.centre_genitive
    full_type = TYPES[kind].capitalize()
    adjective = ADJECTIVE_TOWNS.get(municipality.slug)
    if adjective:
        short_name = f"{form} {adjective} {kind}{number}"
        name = f"{FORMS[form]} «{adjective} {TYPES[kind]}{number}» Смоленской области"
    else:
        short_name = f"{form} «{kind}{number}{f' им. {honour}' if honour else ''}» г. {town}"
        long_honour = f" имени {honour}" if honour else ""
        name = f"{FORMS[form]} «{full_type}{number}{long_honour} города {town}» Смоленской области"
    return SchoolName(
        slug=digits if kind == "СШ" else transliterate(f"{kind} {digits}".strip()),
        name=name,
        short_name=short_name,
        school_type=kind,
        number=int(digits) if digits else None,
        rural=False,
        place=f"{municipality.centre_kind} {municipality.centre}",
    )


def _village_school(municipality: Municipality, village: str, kind: str) -> SchoolName:
    adjective, _, digits = village.partition(" № ")
    form = "МБОУ" if kind == "СШ" else "МКОУ"
    number = f" № {digits}" if digits else ""
    honour = HONOURED.get((municipality.slug, f"{village} {kind}"), "")
    long_honour = f" имени {honour}" if honour else ""
    full = f"«{adjective} {TYPES[kind]}{number}{long_honour}»"
    primary = "-nsh" if kind == "НШ" else ""
    return SchoolName(
        slug=transliterate(adjective) + (f"-{digits}" if digits else "") + primary,
        name=f"{FORMS[form]} {full} {municipality.genitive} Смоленской области",
        short_name=f"{form} {adjective} {kind}{number}{f' им. {honour}' if honour else ''}",
        school_type=kind,
        number=int(digits) if digits else None,
        rural=adjective not in TOWNSHIPS and not _in_centre(municipality, adjective),
        place=_place(municipality, adjective),
    )


def _in_centre(municipality: Municipality, adjective: str) -> bool:
    """«Глинковская» stands in Глинка: the district is named after the same place."""
    return municipality.name.startswith(adjective[:-2]) or adjective == "Вязьма-Брянская"


def _place(municipality: Municipality, adjective: str) -> str:
    if adjective in TOWNSHIPS:
        return TOWNSHIPS[adjective]
    if _in_centre(municipality, adjective):
        return f"{municipality.centre_kind} {municipality.centre}"
    return f"{municipality.name}, {adjective[:-2]}ое сельское поселение"


_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщыэюя"
_ROMAN = "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch y e yu ya".split()
_LATIN = {"ъ": "", "ь": "", **dict(zip(_CYRILLIC, _ROMAN, strict=True))}
