"""The register of the demo: the department, the institute, 27 municipal bodies and the schools below them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from resolution_portal.demo.content.facts import KNOWN, invent_facts
from resolution_portal.demo.content.identifiers import invented_inn, invented_ogrn, invented_phone
from resolution_portal.demo.content.municipalities import Municipality, municipalities
from resolution_portal.demo.content.naming import FORMS, SchoolName, school_names
from resolution_portal.demo.content.people import SCHOOL, SECOND_SCHOOL, invent_person
from resolution_portal.demo.content.records import Level, Organization, Register

ALL_SCHOOLS = 370
FEWEST_SCHOOLS = 28
HEADS = {"комитет": "председатель комитета", "отдел": "начальник отдела", "управление": "начальник управления"}
STREETS = ("Ленина", "Советская", "Октябрьская", "Школьная", "Пушкина", "Гагарина", "Кирова", "Мира", "Победы")
DEPARTMENT = "department"
# (key, form, name on the screen, name in full, type, municipality it stands in, pupils)
REGIONAL = (
    ("cyril", "СОГБОУИ", "«Лицей имени Кирилла и Мефодия»", "", "Лицей", "smolensk", 420),
    (
        "vyazma-internat",
        "СОГБОУ",
        "«Вяземская школа-интернат № 1»",
        "«Вяземская школа-интернат № 1 для обучающихся с ограниченными возможностями здоровья»",
        "Школа-интернат",
        "vyazma",
        186,
    ),
    ("cadet", "СОГБОУ", "«Смоленский фельдмаршала Кутузова кадетский корпус»", "", "Школа-интернат", "smolensk", 310),
    ("roslavl-internat", "СОГБОУ", "«Рославльская школа-интернат»", "", "Школа-интернат", "roslavl", 140),
    ("pochinok-internat", "СОГБОУ", "«Починковская школа-интернат»", "", "Школа-интернат", "pochinok", 118),
    ("duhovschina-internat", "СОГБОУ", "«Духовщинская школа-интернат»", "", "Школа-интернат", "duhovschina", 96),
    ("orthodox", "ЧОУ", "«Смоленская Православная гимназия»", "", "Гимназия", "smolensk", 152),
)


def build_register(*, schools: int = ALL_SCHOOLS, seed: int = 1) -> Register:
    """The tree with `schools` schools, shared out as in the full one, at least one a municipality."""
    if not FEWEST_SCHOOLS <= schools <= ALL_SCHOOLS:
        raise ValueError(f"Школ может быть от {FEWEST_SCHOOLS} до {ALL_SCHOOLS}, указано {schools}.")
    shares = _shares(schools)
    department = _department(seed)
    soiro = _soiro(seed)
    bodies = tuple(_body(place, shares[place.slug], seed) for place in municipalities())
    below = [
        _municipal_school(place, name, seed)
        for place in municipalities()
        for name in _selected(place, shares[place.slug])
    ]
    regional = [_regional_school(row, seed) for row in REGIONAL[: shares[DEPARTMENT]]]
    department = replace(department, schools_below=len(regional))
    everything = (department, soiro, *bodies, *below, *regional)
    return Register(department, soiro, bodies, (*below, *regional), {place.key: place for place in everything})


def _shares(schools: int) -> dict[str, int]:
    """Largest remainders over one school each."""
    full = {place.slug: place.schools for place in municipalities()} | {DEPARTMENT: len(REGIONAL)}
    spare, room = schools - len(full), ALL_SCHOOLS - len(full)
    exact = {key: (count - 1) * spare / room if room else 0 for key, count in full.items()}
    shares = {key: 1 + int(value) for key, value in exact.items()}
    by_remainder = sorted(full, key=lambda key: int(exact[key]) - exact[key])
    for key in by_remainder[: schools - sum(shares.values())]:
        shares[key] += 1
    return shares


def _selected(place: Municipality, count: int) -> list[SchoolName]:
    """`count` of its schools, town and village alike, among them those that named accounts belong to."""
    names = school_names(place)
    if len(names) != place.schools:
        raise ValueError(f"{place.name}: школ {place.schools}, названий {len(names)}.")
    kept = [index for index, name in enumerate(names) if f"{place.slug}-{name.slug}" in (SCHOOL, SECOND_SCHOOL)]
    others = [index for index in range(len(names)) if index not in kept]
    wanted = count - len(kept)
    kept += [others[step * len(others) // wanted] for step in range(wanted)]
    return [names[index] for index in sorted(kept)]


def _department(seed: int) -> Organization:
    return _organization(
        seed,
        key=DEPARTMENT,
        level="department",
        name="Департамент Смоленской области по образованию и науке",
        short_name="Департамент по образованию и науке",
        town="г. Смоленск",
        address="214008, г. Смоленск, пл. Ленина, д. 1",
        email="department@region.example",
        position="начальник Департамента",
    )


def _soiro(seed: int) -> Organization:
    return _organization(
        seed,
        key="soiro",
        level="soiro",
        parent=DEPARTMENT,
        name=(
            "Государственное автономное учреждение дополнительного профессионального образования "
            "«Смоленский областной институт развития образования»"
        ),
        short_name="ГАУ ДПО СОИРО",
        town="г. Смоленск",
        address="214000, г. Смоленск, ул. Октябрьской Революции, д. 20а",
        email="soiro@region.example",
        position="ректор",
    )


def _body(place: Municipality, schools: int, seed: int) -> Organization:
    town = f"{place.centre_kind} {place.centre}"
    return _organization(
        seed,
        key=place.slug,
        level="municipality",
        parent=DEPARTMENT,
        name=place.body_name,
        short_name=place.name,
        municipality=place.name,
        body=place.body[0].upper() + place.body[1:],
        town=town,
        address=_address(place, town, seed, place.slug),
        email=f"edu-{place.slug}@municipal.example",
        position=HEADS[place.body.split()[0]],
        phone_code=place.phone_code,
        schools_below=schools,
    )


def _municipal_school(place: Municipality, school: SchoolName, seed: int) -> Organization:
    key = f"{place.slug}-{school.slug}"
    organization = _organization(
        seed,
        key=key,
        level="school",
        parent=place.slug,
        name=school.name,
        short_name=school.short_name,
        municipality=place.name,
        town=school.place,
        address=_address(place, school.place, seed, key),
        email=f"school-{key}@schools.example",
        position="директор",
        phone_code=place.phone_code,
    )
    facts = KNOWN.get(key) or invent_facts(
        Random(f"{seed}:facts:{key}"),
        school_type=school.school_type,
        setting="city" if place.slug == "smolensk" else "village" if school.rural else "town",
        suburb=place.slug == "smolensk-district",
    )
    return replace(organization, school_type=school.school_type, number=school.number, rural=school.rural, facts=facts)


def _regional_school(row: tuple[str, str, str, str, str, str, int], seed: int) -> Organization:
    key, form, short_name, full_name, school_type, slug, pupils = row
    place = next(place for place in municipalities() if place.slug == slug)
    town = f"{place.centre_kind} {place.centre}"
    organization = _organization(
        seed,
        key=key,
        level="school",
        parent=DEPARTMENT,
        name=f"{FORMS[form]} {full_name or short_name}",
        short_name=f"{form} {short_name}",
        town=town,
        address=_address(place, town, seed, key),
        email=f"school-{key}@schools.example",
        position="директор",
        phone_code=place.phone_code,
    )
    facts = invent_facts(Random(f"{seed}:facts:{key}"), school_type=school_type, setting="town", pupils=pupils)
    return replace(organization, school_type=school_type, private=form == "ЧОУ", facts=facts)


def _address(place: Municipality, town: str, seed: int, key: str) -> str:
    rng = Random(f"{seed}:address:{key}")
    return f"{place.postcode}, Смоленская область, {town}, ул. {rng.choice(STREETS)}, д. {rng.randrange(1, 60)}"


def _organization(
    seed: int,
    *,
    key: str,
    level: Level,
    name: str,
    short_name: str,
    town: str,
    address: str,
    email: str,
    position: str,
    parent: str | None = None,
    municipality: str = "",
    body: str = "",
    phone_code: str = "4812",
    schools_below: int = 0,
) -> Organization:
    rng = Random(f"{seed}:organization:{key}")
    phone = invented_phone(phone_code, rng)
    # Heads are men a little more often than their deputies.
    head = replace(invent_person(rng, women=0.78), position=position, phone=phone, email=email)
    return Organization(
        key=key,
        level=level,
        parent=parent,
        name=name,
        short_name=short_name,
        municipality=municipality,
        body=body,
        town=town,
        address=address,
        phone=phone,
        email=email,
        inn=invented_inn(key),
        ogrn=invented_ogrn(rng),
        head=head,
        phone_code=phone_code,
        schools_below=schools_below,
    )
