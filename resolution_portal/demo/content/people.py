"""Invented people: mostly women, as in the trade, with the positions of 2022."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from resolution_portal.demo.content.identifiers import invented_phone
from resolution_portal.demo.content.names import FEMALE_NAMES, MALE_NAMES, PATRONYMICS, SURNAMES, surname
from resolution_portal.demo.content.records import Account, Organization, Person, Register, Role

# (last name, first name, patronymic, position) of those who sign in by the addresses that the README names.
DEPUTY_FOR_UPBRINGING = "заместитель директора по воспитательной работе"
COORDINATOR = ("Ковалева", "Ирина", "Викторовна", "главный специалист, отдел воспитания и дополнительного образования")
DEPARTMENT_EXECUTOR = (
    "Новикова",
    "Татьяна",
    "Николаевна",
    "главный специалист, отдел воспитания и дополнительного образования",
)
DEPARTMENT_CHIEF = ("Иванцова", "Елена", "Михайловна", "начальник отдела воспитания и дополнительного образования")
METHODOLOGIST = ("Петрова", "Анна", "Сергеевна", "методист")
SOIRO_EXECUTOR = ("Азаренкова", "Ольга", "Дмитриевна", "заведующий кафедрой воспитания и социализации")
OBSERVER = ("Лисовская", "Наталья", "Игоревна", "консультант, аналитическая служба")
DEPUTY = ("Иванова", "Елена", "Викторовна", DEPUTY_FOR_UPBRINGING)
RURAL_DEPUTY = ("Лапина", "Елена", "Степановна", DEPUTY_FOR_UPBRINGING)

FIXED_PHONES = {
    "coordinator@portal.example": "8 (4812) 29-27-61",
    "municipality@portal.example": "8 (48131) 4-22-17",
}
BODY_POSITIONS = ("методист", "главный специалист", "ведущий специалист")
DEPUTY_HEADS = {
    "Комитет": "заместитель председателя комитета",
    "Отдел": "заместитель начальника отдела",
    "Управление": "заместитель начальника управления",
}
# The two schools that the README's accounts belong to: kept in a register of any size.
SCHOOL = "vyazma-5"
SECOND_SCHOOL = "hislavichi-korzovskaya"
MUNICIPALITY = "vyazma"


def accounts(register: Register, *, seed: int = 1) -> list[Account]:
    """Everybody who signs in: the fixed eight first, then one person a body and one a school."""
    by_key = register.by_key
    department = register.department.key
    fixed = [
        _fixed("coordinator@portal.example", COORDINATOR, by_key[department], [(department, "coordinator")]),
        _fixed("department@portal.example", DEPARTMENT_EXECUTOR, by_key[department], [(department, "executor")]),
        # A second reviewer at the top: nobody accepts what they wrote or sent themselves.
        _fixed("department-head@portal.example", DEPARTMENT_CHIEF, by_key[department], [(department, "coordinator")]),
        _fixed(
            "municipality@portal.example",
            METHODOLOGIST,
            by_key[MUNICIPALITY],
            [(MUNICIPALITY, "executor"), (MUNICIPALITY, "controller")],
        ),
        _fixed(
            "soiro@portal.example",
            SOIRO_EXECUTOR,
            register.soiro,
            [(register.soiro.key, "executor"), (department, "observer")],
        ),
        _fixed("observer@portal.example", OBSERVER, by_key[department], [(department, "observer")]),
        _fixed("school@portal.example", DEPUTY, by_key[SCHOOL], [(SCHOOL, "executor")]),
        _fixed("school2@portal.example", RURAL_DEPUTY, by_key[SECOND_SCHOOL], [(SECOND_SCHOOL, "executor")]),
    ]
    taken = {MUNICIPALITY, SCHOOL, SECOND_SCHOOL}
    below = [place for place in (*register.municipalities, *register.schools) if place.key not in taken]
    return fixed + [_account(place, Random(f"{seed}:people:{place.key}")) for place in below]


def people_for(organization: Organization, rng: Random) -> list[Person]:
    """The head and the person who reports (in a municipal body also checks), with invented names and phones."""
    reporting = invent_person(rng)
    if organization.level == "school":
        reporting = replace(reporting, position=DEPUTY_FOR_UPBRINGING, email=f"vr-{organization.key}@schools.example")
    elif organization.level == "municipality":
        position = rng.choice((*BODY_POSITIONS, DEPUTY_HEADS[organization.body.split()[0]]))
        reporting = replace(reporting, position=position, email=f"metod-{organization.key}@municipal.example")
    else:
        reporting = replace(
            reporting, position="главный специалист", email=f"specialist-{organization.key}@region.example"
        )
    return [organization.head, replace(reporting, phone=invented_phone(organization.phone_code, rng))]


def invent_person(rng: Random, *, women: float = 0.88) -> Person:
    """A name whose parts agree in gender."""
    female = rng.random() < women
    man, woman = rng.choice(PATRONYMICS)
    return Person(
        last_name=surname(rng.choice(SURNAMES), female=female),
        first_name=rng.choice(FEMALE_NAMES if female else MALE_NAMES),
        patronymic=woman if female else man,
        female=female,
    )


def _account(organization: Organization, rng: Random) -> Account:
    person = people_for(organization, rng)[1]
    roles: tuple[Role, ...] = ("executor", "controller") if organization.level == "municipality" else ("executor",)
    return Account(person.email, person, tuple((organization.key, role) for role in roles))


def _fixed(
    email: str, who: tuple[str, str, str, str], organization: Organization, memberships: list[tuple[str, Role]]
) -> Account:
    last_name, first_name, patronymic, position = who
    phone = FIXED_PHONES.get(email) or invented_phone(organization.phone_code, Random(f"phone:{email}"))
    person = Person(last_name, first_name, patronymic, True, position, phone, email)
    return Account(email, person, tuple(memberships), fixed=True)
