"""The register of the demo in the database: organizations, people and what they are where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.contrib.auth.hashers import make_password

from organizations.models import Kind, Membership, Organization, User
from organizations.services.people import route
from organizations.services.registry import create_organizations
from resolution_portal.demo.content import records

OPENED_ON = date(2020, 9, 1)
_LEVELS = ("department", "municipality", "soiro", "school")  # in the order of the four kinds


def enter_organizations(register: records.Register) -> dict[str, Organization]:
    """Enter the whole tree from the top down; the rows by the keys of the register."""
    kinds = dict(zip(_LEVELS, Kind.objects.order_by("position", "pk"), strict=False))
    entered: dict[str, Organization] = {}

    def enter(places: Iterable[records.Organization]) -> None:
        chosen = list(places)
        rows = [_organization(place, kinds[place.level], entered.get(place.parent or "")) for place in chosen]
        create_organizations(rows)
        entered.update(zip((place.key for place in chosen), rows, strict=True))

    enter([register.department])
    enter([*register.municipalities, register.soiro, *register.regional_schools])
    enter(register.municipal_schools)
    return entered


def enter_people(
    accounts: Sequence[records.Account], organizations: dict[str, Organization], *, password: str
) -> dict[str, User]:
    """Enter everybody with their roles; by e-mail. One hash serves all, since each costs a fifth of a second."""
    hashed = make_password(password)
    users = User.objects.bulk_create([_user(account, hashed) for account in accounts], batch_size=500)
    Membership.objects.bulk_create(
        Membership(user=user, organization=organizations[key], role=role, since=OPENED_ON)
        for user, account in zip(users, accounts, strict=True)
        for key, role in account.memberships
    )
    route(Organization.objects.all())
    return {user.email: user for user in users}


def holders(accounts: Sequence[records.Account], users: dict[str, User]) -> Callable[[str, str], list[User]]:
    """A function (key of an organization, role) → its people, those of the named accounts first."""
    found: dict[tuple[str, str], list[User]] = {}
    for account in accounts:
        for membership in account.memberships:
            found.setdefault(membership, []).append(users[account.email])
    return lambda key, role: found.get((key, role), [])


def _organization(place: records.Organization, kind: Kind, parent: Organization | None) -> Organization:
    return Organization(
        kind=kind,
        parent=parent,
        name=place.name,
        short_name=place.short_name,
        inn=place.inn,
        ogrn=place.ogrn,
        address=place.address,
        phone=place.phone,
        email=place.email,
        head=place.head.full_name,
        opened_on=OPENED_ON,
    )


def _user(account: records.Account, hashed: str) -> User:
    person = account.person
    return User(
        email=account.email,
        password=hashed,
        last_name=person.last_name,
        first_name=person.first_name,
        patronymic=person.patronymic,
        position=person.position,
        phone=person.phone,
    )
