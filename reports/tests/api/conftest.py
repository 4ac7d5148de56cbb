from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tasks.models import Task


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    """The school's task of 4.1."""
    return document.task(cast.school5, document.d41)
