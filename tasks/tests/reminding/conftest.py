"""The reminder rules that the migrations bring; a test with real transactions ends in empty tables."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps


@pytest.fixture
def rules(cast: SimpleNamespace) -> None:
    import_module("tasks.migrations.0005_reminder_defaults").add_defaults(apps, None)
