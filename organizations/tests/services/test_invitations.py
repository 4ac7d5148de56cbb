from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from organizations.models import Invitation
from organizations.services import invitations
from organizations.services.invitations import find, invite, make_key, revoke, send_again
from organizations.services.joining import why_not
from organizations.tests.inviting import EMAIL, invited, path_in_letter, token
from resolution_portal import clock
from resolution_portal.audit.models import Entry
from resolution_portal.notices.models import Letter
from resolution_portal.problems import Forbidden, Impossible, Invalid, TooOften


def test_the_letter_says_who_where_and_until_when(cast: SimpleNamespace) -> None:
    path = invited(cast.school5, cast.anna)
    letter = Letter.objects.get()
    assert letter.address == EMAIL
    for words in (
        "Петрова Анна Сергеевна",
        "МБОУ «СШ № 5» г. Вязьмы",
        "Исполнитель",
        "действует до",
        "8 (48131) 4-22-17",
    ):
        assert words in letter.text.replace("\xa0", " ")
        assert words in letter.html.replace("\xa0", " ")
    assert path in letter.html
    assert "СШ № 5" in letter.subject.replace("\xa0", " ")


def test_only_the_digest_is_kept_and_it_works_for_fourteen_days(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.school5, cast.anna))
    kept = Invitation.objects.get()
    assert raw not in str(Invitation.objects.values().get())
    assert find(raw) == kept
    assert find(raw + "x") is None
    assert kept.expires_at - kept.created_at == timedelta(days=14)


def test_the_address_is_folded(cast: SimpleNamespace) -> None:
    invite(organization=cast.school5, role="executor", email=" Sidorova@School5.EXAMPLE ", by=cast.anna)
    assert Invitation.objects.get().email == EMAIL


def test_a_new_invitation_replaces_the_old(cast: SimpleNamespace) -> None:
    old = token(invited(cast.school5, cast.anna))
    new = token(invited(cast.school5, cast.irina))
    assert "заменено" in why_not(find(old))
    assert why_not(find(new)) == ""
    assert Invitation.objects.waiting().count() == 1


def test_of_another_role_it_replaces_nothing(cast: SimpleNamespace) -> None:
    invited(cast.school5, cast.irina, role="coordinator")
    invited(cast.school5, cast.anna, role="executor")
    assert Invitation.objects.waiting().count() == 2


def test_nobody_gives_more_than_they_may(cast: SimpleNamespace) -> None:
    for who, place, role in [
        (cast.elena, cast.school5, "executor"),
        (cast.anna, cast.school5, "coordinator"),
        (cast.anna, cast.vyazma, "controller"),
        (cast.anna, cast.school1, "executor"),
        (cast.pavel, cast.school5, "observer"),
    ]:
        with pytest.raises(Forbidden):
            invite(organization=place, role=role, email=EMAIL, by=who)
    assert not Invitation.objects.exists()
    assert not Letter.objects.exists()


def test_who_has_the_role_is_not_invited_to_it(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid) as refusal:
        invite(organization=cast.school5, role="executor", email=cast.elena.email.upper(), by=cast.anna)
    assert [error.field for error in refusal.value.errors] == ["email"]


def test_a_closed_organization_takes_nobody(cast: SimpleNamespace) -> None:
    cast.school5.closed_on = date(2021, 1, 1)
    cast.school5.save()
    with pytest.raises(Impossible, match="закрыта"):
        invite(organization=cast.school5, role="executor", email=EMAIL, by=cast.anna)


def test_sent_again_the_link_is_another_and_the_time_begins_anew(cast: SimpleNamespace) -> None:
    old = token(invited(cast.school5, cast.anna))
    Invitation.objects.update(expires_at=clock.now() - timedelta(days=1))
    assert "Срок этой ссылки прошёл" in why_not(find(old))
    send_again(invitation=Invitation.objects.get(), by=cast.irina)
    new = token(path_in_letter())
    assert find(old) is None
    assert why_not(find(new)) == ""
    assert Invitation.objects.get().invited_by == cast.irina
    assert Letter.objects.count() == 2


def test_a_printed_key_writes_no_letter_and_stops_the_letters_link(cast: SimpleNamespace) -> None:
    old = token(invited(cast.school5, cast.anna))
    key = make_key(invitation=Invitation.objects.get(), by=cast.anna)
    assert find(old) is None
    assert why_not(find(token(key))) == ""
    assert Letter.objects.count() == 1


def test_revoked_it_neither_works_nor_is_sent_again(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.school5, cast.anna))
    invitation = Invitation.objects.get()
    with pytest.raises(Forbidden):
        revoke(invitation=invitation, by=cast.elena)
    revoke(invitation=invitation, by=cast.irina)
    assert "отозвано" in why_not(find(raw))
    for deed in (revoke, send_again, make_key):
        with pytest.raises(Impossible):
            deed(invitation=invitation, by=cast.anna)


def test_a_flood_is_stopped(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "MOST_AN_HOUR", 2)
    invited(cast.school5, cast.anna)
    send_again(invitation=Invitation.objects.get(), by=cast.anna)
    with pytest.raises(TooOften):
        invited(cast.school5, cast.anna, email="one-more@school5.example")
    with pytest.raises(TooOften):
        send_again(invitation=Invitation.objects.get(), by=cast.anna)
    invited(cast.school5, cast.irina, email="one-more@school5.example")


def test_the_journal_knows_each_deed_and_no_link(cast: SimpleNamespace) -> None:
    raw = token(invited(cast.school5, cast.anna))
    invitation = Invitation.objects.get()
    send_again(invitation=invitation, by=cast.anna)
    key = make_key(invitation=invitation, by=cast.anna)
    revoke(invitation=invitation, by=cast.irina)
    entries = Entry.objects.order_by("pk").values_list("action", "by__first_name", "object")
    where = f"invitation:{invitation.pk}"
    assert list(entries) == [
        ("invited", "Анна", where),
        ("invitation_sent_again", "Анна", where),
        ("invitation_printed", "Анна", where),
        ("invitation_revoked", "Ирина", where),
    ]
    everything = str(list(Entry.objects.values()))
    assert raw not in everything
    assert token(key) not in everything
