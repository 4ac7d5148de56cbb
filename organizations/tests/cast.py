"""The named cast: two regions, two municipalities, schools, and people in every role.

    Департамент (region)            Ирина, Галина — coordinators; Дмитрий — executor; Павел — observer
    ├── СОИРО (soiro)               София — executor here, observer at the department
    ├── Лицей (lyceum)              Лариса — executor; a school directly below the department
    ├── Вяземский район (vyazma)    Анна — controller and executor; Борис — was controller until yesterday
    │   ├── СШ № 5 (school5)        Елена, Мария — executors
    │   └── Корзовская ОШ (korzovo) Татьяна — executor
    └── Ярцевский район (yartsevo)  Ольга — controller and executor
        └── СШ № 1 (school1)        Юлия — executor
    Другой департамент (other)      Чужой — coordinator
    └── Чужой район (other_town)
        └── Чужая школа (other_school)   Чужая — executor

``cast.school5``, ``cast.elena`` …: every name above is an attribute. Everyone's password is ``PASSWORD``.
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

from django.apps import apps

from organizations.models import Kind, Membership, Organization, Role, User
from organizations.services.people import grant
from organizations.services.registry import create_organization
from resolution_portal import clock

PASSWORD = "Проверка-2022"
LONG_AGO = date(2020, 9, 1)


def build_cast() -> SimpleNamespace:
    """The cast of the module's docstring, in the database (fixture ``cast``)."""
    people = _places()
    _people(people)
    return people


def _places() -> SimpleNamespace:
    department, bodies, soiro, schools = _kinds()

    def enter(kind: Kind, parent: Organization | None, short: str) -> Organization:
        return create_organization(
            kind=kind, parent=parent, name=f"{short} (полное название)", short_name=short, opened_on=LONG_AGO
        )

    region = enter(department, None, "Департамент по образованию и науке")
    vyazma, yartsevo = enter(bodies, region, "Вяземский район"), enter(bodies, region, "Ярцевский район")
    other = enter(department, None, "Другой департамент")
    other_town = enter(bodies, other, "Чужой район")
    return SimpleNamespace(
        region=region,
        soiro=enter(soiro, region, "ГАУ ДПО СОИРО"),
        lyceum=enter(schools, region, "Лицей имени Кирилла и Мефодия"),
        vyazma=vyazma,
        school5=enter(schools, vyazma, "МБОУ «СШ № 5» г. Вязьмы"),
        korzovo=enter(schools, vyazma, "МКОУ Корзовская ОШ"),
        yartsevo=yartsevo,
        school1=enter(schools, yartsevo, "МБОУ «СШ № 1» г. Ярцево"),
        other=other,
        other_town=other_town,
        other_school=enter(schools, other_town, "Чужая школа"),
    )


def _kinds() -> list[Kind]:
    """The four kinds; a test with real transactions ends in empty tables, so the next one may have to add them."""
    if not Kind.objects.exists():
        import_module("organizations.migrations.0002_kinds").add_kinds(apps, None)
    return list(Kind.objects.order_by("position")[:4])


def _people(cast: SimpleNamespace) -> None:
    roles = [
        ("irina", "Ковалева", "Ирина", "Викторовна", [("region", Role.COORDINATOR)]),
        ("galina", "Соколова", "Галина", "Петровна", [("region", Role.COORDINATOR)]),
        ("dmitry", "Азаренков", "Дмитрий", "Иванович", [("region", Role.EXECUTOR)]),
        ("pavel", "Орлов", "Павел", "Сергеевич", [("region", Role.OBSERVER)]),
        ("sofia", "Лебедева", "София", "Андреевна", [("soiro", Role.EXECUTOR), ("region", Role.OBSERVER)]),
        ("larisa", "Морозова", "Лариса", "Олеговна", [("lyceum", Role.EXECUTOR)]),
        ("anna", "Петрова", "Анна", "Сергеевна", [("vyazma", Role.CONTROLLER), ("vyazma", Role.EXECUTOR)]),
        ("boris", "Фомин", "Борис", "Игоревич", []),
        ("elena", "Иванова", "Елена", "Викторовна", [("school5", Role.EXECUTOR)]),
        ("maria", "Зайцева", "Мария", "Ивановна", [("school5", Role.EXECUTOR)]),
        ("tatyana", "Новикова", "Татьяна", "Николаевна", [("korzovo", Role.EXECUTOR)]),
        ("olga", "Сергеенко", "Ольга", "Павловна", [("yartsevo", Role.CONTROLLER), ("yartsevo", Role.EXECUTOR)]),
        ("yulia", "Белова", "Юлия", "Семёновна", [("school1", Role.EXECUTOR)]),
        ("stranger", "Чужой", "Иван", "Иванович", [("other", Role.COORDINATOR)]),
        ("foreign", "Чужая", "Вера", "Ивановна", [("other_school", Role.EXECUTOR)]),
    ]
    for name, last_name, first_name, patronymic, places in roles:
        user = User.objects.create_user(
            f"{name}@portal.example",
            PASSWORD,
            last_name=last_name,
            first_name=first_name,
            patronymic=patronymic,
            phone="8 (48131) 4-22-17",
        )
        setattr(cast, name, user)
        for place, role in places:
            grant(user=user, organization=getattr(cast, place), role=role, since=LONG_AGO)
    yesterday = clock.today() - timedelta(days=1)
    Membership.objects.create(
        user=cast.boris, organization=cast.vyazma, role=Role.CONTROLLER, since=LONG_AGO, until=yesterday
    )
