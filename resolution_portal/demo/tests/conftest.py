"""A small region with its whole story, written once for a module of tests and taken back after it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction

TODAY = date(2022, 12, 15)
PASSWORD = "Показ-2022"


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """Forty schools on 15 December 2022; ``region.answer`` is what the command would print."""
    printed = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", "--json", schools=40, password=PASSWORD, today=TODAY, stdout=printed)
        yield SimpleNamespace(answer=json.loads(printed.getvalue()), today=TODAY)
        transaction.set_rollback(True)
