"""Whatever is sent, the API answers as its description says, and never with an error of its own."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS, not_a_server_error

from organizations.models import User
from organizations.services.tokens import create_token
from reports.models import ProgressReport
from reports.services import files
from reports.services.evidence import EvidenceInput
from reports.tests.contents import upload
from reports.tests.drafting import sent
from resolution_portal.wsgi import application

EXAMPLES = 8
OPERATIONS = 11


def closing(environ: Any, start_response: Any) -> list[bytes]:
    """The portal, for a caller that forgets to close what it read, as a web server does not, and unpacks nothing."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    body = application(environ, start_response)
    try:
        return list(body)
    finally:
        body.close()


def answers(operation: Any, key: str, ids: list[int]) -> None:
    """Try the operation with made-up data and with ids that are there; each try is undone."""
    checks = [not_a_server_error, *CHECKS.get_by_names(["status_code_conformance", "content_type_conformance"])]
    checks += CHECKS.get_by_names(["response_schema_conformance"])

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def attempt(case: Any) -> None:
        for pk in ids:
            if "id" in case.path_parameters:
                case.path_parameters["id"] = pk
            before = transaction.savepoint()
            case.call_and_validate(headers={"Authorization": f"Token {key}"}, checks=checks)
            transaction.savepoint_rollback(before)

    attempt()


@pytest.fixture(autouse=True)
def same_connection() -> Iterator[None]:
    """A request closes the connection when it finds it inside a transaction, as the test's always is."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def there(cast: SimpleNamespace, document: SimpleNamespace) -> dict[str, list[int]]:
    """Ids by the word in the address: one of a kind that answers, one that nobody has."""
    new, task = document.task(cast.school5, document.d42), document.task(cast.school5, document.d41)
    file = files.store(upload=upload(), organization=cast.school5, by=cast.elena)
    sent(task, cast.elena, evidence=[EvidenceInput(file=file)])
    report = ProgressReport.objects.get(task=task)
    return {"tasks": [new.pk, task.pk, 10**20], "reports": [report.pk, 0], "files": [file.pk, 0]}


@pytest.mark.slow
@pytest.mark.parametrize("who", ["anna", "elena"])
def test_every_answer_is_one_that_the_description_names(
    cast: SimpleNamespace, there: dict[str, list[int]], who: str
) -> None:
    person: User = getattr(cast, who)
    key = create_token(user=person, scopes=["read", "report", "control"])
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", closing, headers={"Accept": "application/json"})
    tried = [found.ok() for found in schema.get_all_operations()]
    for operation in tried:
        answers(operation, key, there.get(operation.path.split("/")[3], [0]) if "{id}" in operation.path else [0])
    assert len(tried) == OPERATIONS
