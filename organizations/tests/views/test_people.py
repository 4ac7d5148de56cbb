"""The organization's people, as coordinators and controllers see and change them."""

from __future__ import annotations

import html as entities
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import Invitation, Membership, User
from organizations.services.people import grant
from organizations.tests.inviting import EMAIL, invited, path_in_letter
from resolution_portal.notices.models import Letter


@pytest.fixture
def anna(client: Client, cast: SimpleNamespace) -> Client:
    client.force_login(cast.anna)
    return client


def words_of(answer: Any) -> str:
    return entities.unescape(answer.content.decode()).replace("\xa0", " ")


def test_inviting(anna: Client, cast: SimpleNamespace) -> None:
    url = reverse("invite", args=[cast.school5.pk])
    form = words_of(anna.get(url))
    assert re.findall(r'name="role" value="(\w+)"', form) == ["executor", "controller", "observer"]
    sent = {"email": EMAIL, "name": "Сидорова Нина Петровна", "role": "executor", "once_key": "k1"}
    answer = anna.post(url, sent)
    assert answer.status_code == 303
    assert answer["Location"] == reverse("organization", args=[cast.school5.pk]) + "#people"
    page = words_of(anna.get(answer["Location"]))
    assert f"Приглашение отправлено на {EMAIL}" in page
    assert "Сидорова Нина Петровна" in page
    assert anna.post(url, sent).status_code == 303
    assert Letter.objects.count() == Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"email": "", "role": "executor"}, "id_email", "Укажите адрес"),
        ({"email": "не адрес", "role": "executor"}, "id_email", "Проверьте адрес"),
        ({"email": EMAIL, "role": "coordinator"}, "id_role", "из списка"),
        ({"email": "elena@portal.example", "role": "executor"}, "id_email", "уже есть такая роль"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(
    anna: Client, cast: SimpleNamespace, typed: dict[str, str], field: str, words: str
) -> None:
    answer = anna.post(reverse("invite", args=[cast.school5.pk]), {"name": "Сидорова Нина", **typed})
    page = words_of(answer)
    assert answer.status_code == 422
    assert words in page
    assert f'id="{field}_error"' in page
    assert 'value="Сидорова Нина"' in page
    assert not Invitation.objects.exists()


def test_known_and_unknown_addresses_are_answered_alike(anna: Client, cast: SimpleNamespace) -> None:
    url = reverse("invite", args=[cast.school5.pk])
    answers = [anna.post(url, {"email": email, "role": "executor"}) for email in (EMAIL, cast.yulia.email)]
    assert [answer.status_code for answer in answers] == [303, 303]
    known, unknown = Letter.objects.order_by("pk")
    assert re.sub(r"/invitations/\S+", "", known.text) == re.sub(r"/invitations/\S+", "", unknown.text)


def test_again_and_back(anna: Client, cast: SimpleNamespace) -> None:
    old = invited(cast.school5, cast.anna)
    invitation = Invitation.objects.get()
    again = anna.post(reverse("invitation_send", args=[invitation.pk]), {"once_key": "s1"}, follow=True)
    assert "Новая ссылка отправлена" in words_of(again)
    new = path_in_letter()
    assert [Client().get(path).status_code for path in (old, new)] == [404, 200]
    back = anna.post(reverse("invitation_revoke", args=[invitation.pk]), {"once_key": "r1"}, follow=True)
    assert "отозвано" in words_of(back)
    assert "data-invitation" not in words_of(back)
    assert Client().get(new).status_code == 410


def test_the_key_on_paper(anna: Client, cast: SimpleNamespace) -> None:
    invited(cast.school5, cast.anna, name="Сидорова Нина")
    answer = anna.post(reverse("invitation_key", args=[Invitation.objects.get().pk]))
    found = re.search(r"http\S+?(/invitations/[\w-]+/)", words_of(answer))
    assert found is not None
    assert "<svg" in words_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(found.group(1)).status_code == 200


def test_closing_access(anna: Client, cast: SimpleNamespace) -> None:
    membership = Membership.objects.get(user=cast.elena)
    page = words_of(anna.get(reverse("organization", args=[cast.school5.pk])))
    assert len(re.findall(r'data-action="close_access"', page)) == 2
    done = anna.post(reverse("membership_close", args=[membership.pk]), {"once_key": "c1"}, follow=True)
    assert "Доступ закрыт: Иванова Елена Викторовна – Исполнитель" in words_of(done)
    elena = Client()
    elena.force_login(cast.elena)
    assert elena.get(reverse("organization", args=[cast.school5.pk])).status_code == 404


@pytest.mark.parametrize(("who", "buttons"), [("elena", 0), ("pavel", 0), ("anna", 1), ("irina", 1)])
def test_buttons_stand_only_for_who_may_press_them(
    client: Client, cast: SimpleNamespace, who: str, buttons: int
) -> None:
    invited(cast.school5, cast.anna)
    client.force_login(getattr(cast, who))
    page = words_of(client.get(reverse("organization", args=[cast.school5.pk])))
    assert page.count("Пригласить сотрудника") == buttons
    assert page.count('data-action="invitation_revoke"') == buttons
    assert (EMAIL in page) is bool(buttons)


def test_queries_do_not_grow_with_people(anna: Client, cast: SimpleNamespace) -> None:
    counts = []
    for number in (5, 25):
        for each in range(number):
            user = User.objects.create_user(f"p{number}-{each}@school5.example", last_name="Один", first_name="Из")
            grant(user=user, organization=cast.school5, role="executor")
            invited(cast.school5, cast.anna, email=f"i{number}-{each}@school5.example")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            anna.get(reverse("organization", args=[cast.school5.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
