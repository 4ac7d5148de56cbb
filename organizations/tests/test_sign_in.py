"""Signing in by e-mail, in Russian: lock-out, closed sign-up, a new password by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from organizations.models import User
from organizations.tests.cast import PASSWORD
from resolution_portal.audit.models import Entry
from resolution_portal.notices.models import Letter


@pytest.fixture(autouse=True)
def no_failures_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_by_email_whatever_its_case(client: Client, cast: SimpleNamespace) -> None:
    answer = sign_in(client, " Elena@Portal.EXAMPLE ", PASSWORD)
    assert answer["Location"] == reverse("start")
    assert signed_in(client)
    assert Entry.objects.filter(action="signed_in", by=cast.elena).exists()


def test_back_to_the_page_that_asked(client: Client, cast: SimpleNamespace) -> None:
    asked = client.get(reverse("tasks") + "?overdue=1")
    assert asked["Location"].startswith(reverse("account_login"))
    answer = client.post(asked["Location"], {"login": cast.elena.email, "password": PASSWORD})
    assert answer["Location"] == reverse("tasks") + "?overdue=1"


def test_a_wrong_password_is_said_in_russian_and_keeps_the_address(client: Client, cast: SimpleNamespace) -> None:
    page = sign_in(client, cast.elena.email, "не тот").content.decode()
    assert not signed_in(client)
    assert cast.elena.email in page
    assert "парол" in page.lower()
    assert not re.search(r"password (you|is|are)|incorrect", page)


def test_five_failures_lock_the_account_even_for_the_right_password(client: Client, cast: SimpleNamespace) -> None:
    for _ in range(5):
        sign_in(client, cast.elena.email, "не тот")
    page = sign_in(client, cast.elena.email, PASSWORD).content.decode()
    assert not signed_in(client)
    assert "Слишком много" in page
    sign_in(client, cast.maria.email, PASSWORD)
    assert signed_in(client), "others are not locked out"


def test_a_person_whose_access_is_closed_stays_out(client: Client, cast: SimpleNamespace) -> None:
    User.objects.filter(pk=cast.elena.pk).update(is_active=False)
    sign_in(client, cast.elena.email, PASSWORD)
    assert not signed_in(client)


def test_nobody_signs_up_alone(client: Client, cast: SimpleNamespace) -> None:
    before = User.objects.count()
    new = {"email": "new@portal.example", "password1": "Новый-пароль-2022", "password2": "Новый-пароль-2022"}
    answer = client.post(reverse("account_signup"), new)
    assert answer.status_code in (200, 403)
    assert User.objects.count() == before


def test_a_new_password_by_letter(client: Client, cast: SimpleNamespace) -> None:
    client.post(reverse("account_reset_password"), {"email": cast.elena.email})
    letter = Letter.objects.get()
    link = re.search(r"http\S+(/accounts/password/reset/key/\S+)", letter.text)
    assert letter.address == cast.elena.email
    assert link is not None
    form = client.get(link.group(1), follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "Совсем-новый-2022", "password2": "Совсем-новый-2022"})
    sign_in(client, cast.elena.email, "Совсем-новый-2022")
    assert signed_in(client)


def test_the_answer_does_not_tell_who_has_an_account(client: Client, cast: SimpleNamespace) -> None:
    known = client.post(reverse("account_reset_password"), {"email": cast.elena.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@portal.example"})
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
