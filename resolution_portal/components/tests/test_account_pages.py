"""Sign-in and its kin, in Russian and in the portal's frame."""

import re

import pytest

pytestmark = pytest.mark.django_db

PASSWORD = "Смоленск-2022-лес"


@pytest.fixture
def anna(django_user_model):
    user = django_user_model(email="anna@portal.example", last_name="Петрова", first_name="Анна")
    user.set_password(PASSWORD)
    user.save()
    return user


def text_of(response) -> str:
    return response.content.decode()


def test_the_sign_in_page_asks_for_mail_and_password(client):
    html = text_of(client.get("/accounts/login/"))
    assert '<html lang="ru">' in html
    assert html.count("<h1>Вход</h1>") == 1
    assert "Электронная почта</label>" in html
    assert ">Войти</button>" in html
    assert 'data-page="account_login"' in html


def test_nobody_signed_in_is_offered_search_or_sign_out(client):
    html = text_of(client.get("/accounts/login/"))
    assert "Выйти" not in html
    assert 'role="search"' not in html


def test_a_wrong_password_is_said_in_russian_and_the_mail_stays(client, anna):
    response = client.post("/accounts/login/", {"login": anna.email, "password": "не тот"})
    html = text_of(response)
    assert 'role="alert"' in html
    assert 'value="anna@portal.example"' in html
    summary = html[html.index('id="form-errors"') :]
    assert re.search("<li>[А-Я]", summary[: summary.index("</ul>")])


def test_a_person_signs_in_and_out_by_a_button(client, anna):
    client.post("/accounts/login/", {"login": anna.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    page = text_of(client.get("/accounts/password/change/"))
    assert "Петрова\u00a0А." in page
    assert 'method="post" action="/accounts/logout/"' in page
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/password/reset/", "Забыли пароль?"),
        ("/accounts/password/reset/done/", "Проверьте почту"),
        ("/accounts/password/reset/key/1-wrong/", "Ссылка не действует"),
        ("/accounts/password/reset/key/done/", "Пароль изменён"),
        ("/accounts/inactive/", "Вход закрыт"),
        ("/accounts/signup/", "Регистрация закрыта"),
    ],
)
def test_the_pages_before_sign_in_speak_russian(client, address, heading):
    html = text_of(client.get(address))
    assert f"<h1>{heading}</h1>" in html
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", html)


def test_nobody_gives_themselves_another_address(client, anna):
    client.force_login(anna)
    for form in ({"action_add": "", "email": "other@portal.example"}, {"action_primary": "", "email": anna.email}):
        assert client.post("/accounts/email/", form).status_code == 405
    anna.refresh_from_db()
    assert anna.email == "anna@portal.example"


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/accounts/logout/", "/accounts/email/"])
def test_the_pages_after_sign_in_stand_in_the_frame(client, anna, address):
    client.force_login(anna)
    html = text_of(client.get(address))
    assert html.count("<h1>") == 1
    assert '<main id="main"' in html
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", html)
