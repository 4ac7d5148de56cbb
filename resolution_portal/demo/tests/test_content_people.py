from collections import Counter
from random import Random

import pytest

from resolution_portal.demo.content.names import PATRONYMICS, SURNAMES, surname
from resolution_portal.demo.content.people import accounts, invent_person, people_for
from resolution_portal.demo.content.register import build_register

REGISTER = build_register()
ACCOUNTS = accounts(REGISTER)
BY_EMAIL = {account.email: account for account in ACCOUNTS}


@pytest.mark.parametrize(
    ("email", "full_name", "memberships"),
    [
        ("coordinator@portal.example", "Ковалева Ирина Викторовна", [("department", "coordinator")]),
        ("department@portal.example", "Новикова Татьяна Николаевна", [("department", "executor")]),
        ("department-head@portal.example", "Иванцова Елена Михайловна", [("department", "coordinator")]),
        ("municipality@portal.example", "Петрова Анна Сергеевна", [("vyazma", "executor"), ("vyazma", "controller")]),
        ("soiro@portal.example", "Азаренкова Ольга Дмитриевна", [("soiro", "executor"), ("department", "observer")]),
        ("observer@portal.example", "Лисовская Наталья Игоревна", [("department", "observer")]),
        ("school@portal.example", "Иванова Елена Викторовна", [("vyazma-5", "executor")]),
        ("school2@portal.example", "Лапина Елена Степановна", [("hislavichi-korzovskaya", "executor")]),
    ],
)
def test_fixed_accounts(email, full_name, memberships):
    account = BY_EMAIL[email]
    assert account.fixed
    assert account.person.full_name == full_name
    assert list(account.memberships) == memberships


def test_phones_of_those_who_are_seen_on_every_page():
    assert BY_EMAIL["coordinator@portal.example"].person.phone == "8 (4812) 29-27-61"
    assert BY_EMAIL["municipality@portal.example"].person.phone == "8 (48131) 4-22-17"
    assert BY_EMAIL["municipality@portal.example"].person.initials == "Петрова А. С."


def test_every_body_is_reported_and_controlled_and_every_school_reported():
    held = Counter((key, role) for account in ACCOUNTS for key, role in account.memberships)
    assert all(held[body.key, "executor"] == held[body.key, "controller"] == 1 for body in REGISTER.municipalities)
    assert all(held[school.key, "executor"] == 1 for school in REGISTER.schools)


def test_addresses_are_unique_and_reserved():
    assert len(BY_EMAIL) == len(ACCOUNTS) == 8 + 26 + 368
    assert all(email.endswith(".example") and email == email.lower() for email in BY_EMAIL)


def test_accounts_are_the_same_for_the_same_seed():
    assert accounts(build_register()) == ACCOUNTS
    assert accounts(REGISTER, seed=2) != ACCOUNTS


def test_accounts_of_a_small_region():
    small = build_register(schools=40)
    people = accounts(small)
    assert len(people) == 8 + 26 + 38
    assert all(key in small.by_key for account in people for key, _ in account.memberships)


@pytest.mark.parametrize(
    ("base", "woman"),
    [
        ("Иванцов", "Иванцова"),
        ("Воробьёв", "Воробьёва"),
        ("Никитин", "Никитина"),
        ("Лисовский", "Лисовская"),
        ("Сергеенко", "Сергеенко"),
        ("Сенкевич", "Сенкевич"),
        ("Мельничук", "Мельничук"),
    ],
)
def test_a_womans_surname(base, woman):
    assert surname(base, female=True) == woman
    assert surname(base, female=False) == base


def test_parts_of_a_name_agree():
    rng = Random(7)
    people = [invent_person(rng) for _ in range(600)]
    women = [person for person in people if person.female]
    men = [person for person in people if not person.female]
    assert 0.8 < len(women) / len(people) < 0.95
    assert all(person.patronymic.endswith("на") for person in women)
    assert all(person.patronymic.endswith("ич") for person in men)
    assert not any(person.last_name.endswith(("ов", "ев", "ёв", "ин", "ский")) for person in women)
    assert not any(person.last_name.endswith(("ова", "ева", "ёва", "ина", "ская")) for person in men)
    assert all(person.first_name[-1] in "аяь" for person in women)


def test_lists_of_names_hold_no_twins():
    assert len(set(SURNAMES)) == len(SURNAMES)
    assert len(set(PATRONYMICS)) == len(PATRONYMICS)


def test_positions():
    school = people_for(REGISTER.by_key["vyazma-2"], Random(1))
    assert [person.position for person in school] == ["директор", "заместитель директора по воспитательной работе"]
    assert REGISTER.by_key["vyazma"].head.position == "председатель комитета"
    assert REGISTER.by_key["velizh"].head.position == "начальник отдела"
    assert REGISTER.by_key["smolensk"].head.position == "начальник управления"
    assert REGISTER.soiro.head.position == "ректор"
