"""The shapes that the demo's content is handed over in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["department", "soiro", "municipality", "school"]
Role = Literal["executor", "controller", "coordinator", "observer"]


@dataclass(frozen=True)
class Person:
    """An invented employee."""

    last_name: str
    first_name: str
    patronymic: str
    female: bool
    position: str = ""
    phone: str = ""
    email: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.last_name} {self.first_name} {self.patronymic}"

    @property
    def initials(self) -> str:
        return f"{self.last_name} {self.first_name[0]}. {self.patronymic[0]}."


@dataclass(frozen=True)
class SchoolFacts:
    """The figures that every share of a school is counted from."""

    pupils_1_4: int
    pupils_5_9: int
    pupils_10_11: int
    classes: int
    teachers: int
    class_teachers: int

    @property
    def pupils(self) -> int:
        return self.pupils_1_4 + self.pupils_5_9 + self.pupils_10_11


@dataclass(frozen=True)
class Organization:
    """One node of the demo's tree; `short_name` is what screens show, `name` the full official one."""

    key: str
    level: Level
    parent: str | None
    name: str
    short_name: str
    municipality: str
    body: str
    town: str
    address: str
    phone: str
    email: str
    inn: str
    ogrn: str
    head: Person
    phone_code: str
    school_type: str = ""
    number: int | None = None
    rural: bool = False
    private: bool = False
    facts: SchoolFacts | None = None
    schools_below: int = 0


@dataclass(frozen=True)
class Register:
    """The whole tree, upper organizations first."""

    department: Organization
    soiro: Organization
    municipalities: tuple[Organization, ...]
    schools: tuple[Organization, ...]
    by_key: dict[str, Organization] = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[Organization]:
        yield self.department
        yield self.soiro
        yield from self.municipalities
        yield from self.schools

    @property
    def municipal_schools(self) -> tuple[Organization, ...]:
        return tuple(school for school in self.schools if school.parent != self.department.key)

    @property
    def regional_schools(self) -> tuple[Organization, ...]:
        return tuple(school for school in self.schools if school.parent == self.department.key)


@dataclass(frozen=True)
class Account:
    """Somebody who signs in, with the roles held where; `fixed` accounts are those that the README names."""

    email: str
    person: Person
    memberships: tuple[tuple[str, Role], ...]
    fixed: bool = False
