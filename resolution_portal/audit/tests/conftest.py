from typing import Any

import pytest
from django.contrib.auth import get_user_model


@pytest.fixture
def alice(db: None) -> Any:
    return get_user_model().objects.create_user("alice@portal.example", last_name="Алексеева", first_name="Алиса")


@pytest.fixture
def bob(db: None) -> Any:
    return get_user_model().objects.create_user("bob@portal.example", last_name="Борисов", first_name="Борис")
