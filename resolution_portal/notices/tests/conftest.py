from typing import Any

import pytest
from django.contrib.auth import get_user_model


@pytest.fixture
def alice(db: None) -> Any:
    return get_user_model().objects.create_user("alice@portal.example", last_name="Алексеева", first_name="Алиса")


@pytest.fixture
def bob(db: None) -> Any:
    return get_user_model().objects.create_user("bob@portal.example", last_name="Борисов", first_name="Борис")


LETTERS = {
    "letters/returned.subject.txt": "{% autoescape on %}Отчёт\n  вернули{% endautoescape %}: {{ title }}",
    "letters/returned.txt": "{{ title }}\n{{ site_url }}/tasks/1/\n\n",
    "letters/returned.html": "<p>{{ title }}</p>",
    "letters/plain.subject.txt": "Без оформления",
    "letters/plain.txt": "Текст",
    "account/email/reset_subject.txt": "Новый пароль",
    "account/email/reset_message.txt": "{{ password_reset_url }}",
}


@pytest.fixture
def letters_at_hand(settings: Any) -> None:
    """Templates of letters that the tests know by heart."""
    settings.SITE_URL = "https://portal.example"
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", LETTERS)]},
        }
    ]
