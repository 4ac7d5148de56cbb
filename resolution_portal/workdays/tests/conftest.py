from collections.abc import Iterator

import pytest

from resolution_portal.workdays import memory


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """An override of one test is rolled back in the database, and must be in the memory."""
    memory.forget()
    yield
    memory.forget()
