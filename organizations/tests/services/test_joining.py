from __future__ import annotations

import threading
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from organizations.models import Invitation, Membership, User
from organizations.services.access import close
from organizations.services.invitations import find
from organizations.services.joining import accept, join, why_not
from organizations.services.people import grant
from organizations.tests.inviting import EMAIL, invited, token
from resolution_portal import clock
from resolution_portal.audit.models import Entry
from resolution_portal.problems import Forbidden, Impossible

NEW: dict[str, Any] = {
    "password": "Длинный-пароль-2022",
    "last_name": "Сидорова",
    "first_name": "Нина",
    "phone": "4-15",
}


def roles(user: User) -> list[tuple[str, str]]:
    return list(Membership.objects.live().filter(user=user).values_list("organization__short_name", "role"))


def test_a_new_person_gets_an_account_and_the_role(cast: SimpleNamespace) -> None:
    invitation = find(token(invited(cast.school5, cast.anna)))
    user = join(invitation=invitation, **NEW)
    assert (user.email, user.get_full_name(), user.phone) == (EMAIL, "Сидорова Нина", "4-15")
    assert user.check_password(NEW["password"])
    assert roles(user) == [("МБОУ «СШ № 5» г. Вязьмы", "executor")]
    invitation.refresh_from_db()
    assert invitation.accepted_by == user
    assert Entry.objects.filter(action="invitation_accepted", by=user, object=f"invitation:{invitation.pk}").exists()


def test_it_is_accepted_once(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.school5, cast.anna))
    first = find(raw)
    join(invitation=first, **NEW)
    with pytest.raises(Impossible, match="учётная запись"):
        join(invitation=find(raw), **NEW)
    with pytest.raises(Impossible, match="уже принято"):
        accept(invitation=find(raw), user=User.objects.get(email=EMAIL))
    assert "уже принято" in why_not(find(raw))
    assert Membership.objects.filter(user__email=EMAIL).count() == 1


def test_who_has_an_account_adds_a_role_to_it(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.korzovo, cast.anna, email=cast.elena.email))
    with pytest.raises(Impossible, match="войдите"):
        join(invitation=find(raw), **NEW)
    with pytest.raises(Forbidden):
        accept(invitation=find(raw), user=cast.maria)
    accept(invitation=find(raw), user=cast.elena)
    assert roles(cast.elena) == [("МБОУ «СШ № 5» г. Вязьмы", "executor"), ("МКОУ Корзовская ОШ", "executor")]
    cast.elena.refresh_from_db()
    assert not cast.elena.check_password(NEW["password"])


def test_a_role_given_meanwhile_is_not_doubled(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.korzovo, cast.anna, email=cast.elena.email))
    grant(user=cast.elena, organization=cast.korzovo, role="executor")
    accept(invitation=find(raw), user=cast.elena)
    assert Membership.objects.filter(user=cast.elena, organization=cast.korzovo).count() == 1


def test_what_no_longer_works_makes_no_account(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.school5, cast.anna))
    stale = find(raw)
    for change, words in [
        ({"expires_at": clock.now() - timedelta(seconds=1)}, "Срок"),
        ({"expires_at": clock.now() + timedelta(days=1), "revoked_at": clock.now()}, "отозвано"),
    ]:
        Invitation.objects.update(**change)
        with pytest.raises(Impossible, match=words):
            join(invitation=find(raw), **NEW)
        with pytest.raises(Impossible, match=r"перестала действовать|Срок"):
            join(invitation=stale, **NEW)
    assert not User.objects.filter(email=EMAIL).exists()


def test_the_inviter_must_still_have_the_right(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.school5, cast.anna))
    close(membership=Membership.objects.get(user=cast.anna, role="controller"), by=cast.irina)
    assert "больше не может" in why_not(find(raw))
    with pytest.raises(Impossible):
        join(invitation=find(raw), **NEW)


def test_an_organization_closed_meanwhile_takes_nobody(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.school5, cast.anna))
    cast.school5.closed_on = date(2021, 1, 1)
    cast.school5.save()
    assert "закрыта" in why_not(find(raw))


def test_closing_access_ends_the_role_today_and_once(cast: SimpleNamespace) -> None:
    membership = Membership.objects.get(user=cast.elena)
    with pytest.raises(Forbidden):
        close(membership=membership, by=cast.maria)
    close(membership=membership, by=cast.anna)
    assert roles(cast.elena) == []
    assert Entry.objects.filter(action="role_ended", by=cast.anna, object=f"membership:{membership.pk}").exists()
    with pytest.raises(Impossible, match="уже закончилась"):
        close(membership=membership, by=cast.anna)


@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_gets_it(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.school5, cast.anna))
    start, done = threading.Barrier(4), []

    def open_the_link() -> None:
        invitation = find(raw)
        start.wait()
        try:
            done.append(join(invitation=invitation, **NEW).email)
        except Impossible:
            done.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=open_the_link) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["refused", "refused", "refused", EMAIL]
    assert User.objects.filter(email=EMAIL).count() == 1
    assert Membership.objects.filter(user__email=EMAIL).count() == 1
