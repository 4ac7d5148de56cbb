"""What the invited person sees behind the link."""

from __future__ import annotations

import html as entities
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Invitation, User
from organizations.tests.cast import PASSWORD
from organizations.tests.inviting import EMAIL, invited
from resolution_portal import clock

NEW = {"last_name": "Сидорова", "first_name": "Нина", "patronymic": "", "phone": "", "password": "Длинный-пароль-2022"}


def words_of(answer: Any) -> str:
    return entities.unescape(answer.content.decode()).replace("\xa0", " ")


def test_who_invites_to_what_and_the_rules_of_a_password(client: Client, cast: SimpleNamespace) -> None:
    path = invited(cast.school5, cast.anna, name="Сидорова  Нина Петровна")
    page = words_of(client.get(path))
    for words in ("Петрова Анна Сергеевна", "МБОУ «СШ № 5» г. Вязьмы", "Исполнитель", "как минимум 8 символов"):
        assert words in page
    for value in ("Сидорова", "Нина", "Петровна", EMAIL):
        assert f'value="{value}"' in page


def test_after_it_one_is_in_for_thirty_days_and_told_what_this_is(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    answer = client.post(invited(cast.school5, cast.anna), NEW)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert client.session.get_expiry_age() == 30 * 24 * 3600
    start = words_of(client.get("/"))
    for words in ("отчитайтесь по каждому до его срока", "Петрова Анна Сергеевна", "8 (48131) 4-22-17", "data-due"):
        assert words in start
    again = Client().post(reverse("account_login"), {"login": EMAIL, "password": NEW["password"]})
    assert again.status_code == 302


def test_the_second_click_leads_to_the_start_page(client: Client, cast: SimpleNamespace) -> None:
    path = invited(cast.school5, cast.anna)
    client.post(path, NEW)
    assert client.post(path, NEW)["Location"] == client.get(path)["Location"] == "/"
    assert User.objects.filter(email=EMAIL).count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"last_name": ""}, "Обязательное поле"),
        ({"password": ""}, "Придумайте пароль"),
        ({"password": "12345678"}, "распространён"),
        ({"password": "корот"}, "слишком короткий"),
        ({"password": "sidorova"}, "слишком похож"),
        ({"last_name": "С" * 101}, "не более 100"),
    ],
)
def test_a_refused_form_makes_no_account(
    client: Client, cast: SimpleNamespace, typed: dict[str, str], words: str
) -> None:
    answer = client.post(invited(cast.school5, cast.anna), {**NEW, **typed})
    assert answer.status_code == 422
    assert words in words_of(answer)
    assert 'value="Нина"' in words_of(answer)
    assert not User.objects.filter(email=EMAIL).exists()
    assert not Invitation.objects.get().accepted_at


def test_with_an_account_one_signs_in_and_presses_one_button(client: Client, cast: SimpleNamespace) -> None:
    path = invited(cast.korzovo, cast.anna, email=cast.elena.email)
    page = words_of(client.get(path))
    assert 'name="password"' not in page
    assert f"{reverse('account_login')}?next={path}" in page
    client.post(path, NEW)
    assert "_auth_user_id" not in client.session, "a link alone opens no account that exists"
    entered = client.post(f"{reverse('account_login')}?next={path}", {"login": cast.elena.email, "password": PASSWORD})
    assert entered["Location"] == path
    assert 'data-action="accept"' in words_of(client.get(path))
    assert client.post(path)["Location"] == "/"
    assert cast.elena.memberships.filter(organization=cast.korzovo).exists()


def test_signed_in_as_somebody_else(client: Client, cast: SimpleNamespace) -> None:
    path = invited(cast.school5, cast.anna)
    client.force_login(cast.maria)
    page = words_of(client.get(path))
    assert f"Вы вошли как {cast.maria.email}" in page
    assert client.post(path, NEW).status_code == 403
    assert not Invitation.objects.get().accepted_at


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": clock.now() - timedelta(days=1)}, "отправить приглашение ещё раз"),
        ({"revoked_at": clock.now()}, "отозвано"),
    ],
)
def test_a_link_that_no_longer_works_says_why_and_whom_to_ask(
    client: Client, cast: SimpleNamespace, change: dict[str, Any], words: str
) -> None:
    path = invited(cast.school5, cast.anna)
    Invitation.objects.update(**change)
    for answer in (client.get(path), client.post(path, NEW)):
        assert answer.status_code == 410
        assert words in words_of(answer)
        assert "Петрова Анна Сергеевна" in words_of(answer)
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_used_link_leads_to_the_sign_in(client: Client, cast: SimpleNamespace) -> None:
    path = invited(cast.school5, cast.anna)
    Client().post(path, NEW)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "уже принято" in words_of(answer)
    assert reverse("account_login") in words_of(answer)


@pytest.mark.parametrize("token", ["x", "%00", "я" * 300])
def test_a_link_that_never_was(client: Client, db: None, token: str) -> None:
    answer = client.get(f"/invitations/{token}/")
    assert answer.status_code == 404
    assert "Такого приглашения нет" in words_of(answer)
