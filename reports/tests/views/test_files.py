"""Files by the plain form, and their downloads."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from organizations.models import Role
from organizations.services.people import grant
from organizations.tests.cast import LONG_AGO
from reports.models import StoredFile
from reports.services import files
from reports.services.evidence import EvidenceInput
from reports.tests import contents
from reports.tests.contents import upload
from reports.tests.drafting import draft, sent
from resolution_portal.audit.models import Entry


def test_a_file_is_taken_and_given_back(cast: SimpleNamespace, client: Client) -> None:
    client.force_login(cast.elena)
    response = client.post("/reports/files/", {"file": upload()})
    stored = StoredFile.objects.get()
    assert (response.status_code, response.json()) == (201, {"id": stored.pk, "state": "ready"})
    assert (stored.organization, stored.uploaded_by) == (cast.school5, cast.elena)
    given = client.get(f"/reports/files/{stored.pk}/")
    assert given.getvalue() == contents.PDF
    assert given["Content-Type"] == "application/pdf"
    assert given["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9F")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(action="file_downloaded", by=cast.elena).count() == 1


@pytest.mark.parametrize(
    ("content", "name", "disposition"),
    [(contents.PDF, "Приказ.pdf", "inline"), (contents.DOCX, "План.docx", "attachment")],
)
def test_only_what_harms_nobody_opens_in_the_browser(
    cast: SimpleNamespace, client: Client, content: bytes, name: str, disposition: str
) -> None:
    client.force_login(cast.elena)
    pk = client.post("/reports/files/", {"file": upload(content, name)}).json()["id"]
    response = client.get(f"/reports/files/{pk}/?inline=1")
    assert response["Content-Disposition"].startswith(disposition)
    assert response.getvalue() == content


@pytest.mark.parametrize(
    ("person", "data", "status"),
    [
        ("elena", {}, 422),
        ("elena", {"file": "это текст, а не файл"}, 422),
        ("elena", {"file": (contents.EXE, "вирус.pdf")}, 422),
        ("elena", {"file": (contents.PDF.ljust(20 * 1024 * 1024 + 1), "Большой.pdf")}, 413),
        ("irina", {"file": (contents.PDF, "Приказ.pdf")}, 403),
        ("pavel", {"file": (contents.PDF, "Приказ.pdf")}, 403),
    ],
)
def test_a_refusal_is_a_problem_in_words(
    cast: SimpleNamespace, client: Client, person: str, data: dict[str, tuple[bytes, str] | str], status: int
) -> None:
    client.force_login(getattr(cast, person))
    form = {name: value if isinstance(value, str) else upload(*value) for name, value in data.items()}
    response = client.post("/reports/files/", form)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]
    assert not StoredFile.objects.exists()


def test_who_writes_for_several_organizations_says_for_which(cast: SimpleNamespace, client: Client) -> None:
    grant(user=cast.elena, organization=cast.korzovo, role=Role.EXECUTOR, since=LONG_AGO)
    client.force_login(cast.elena)
    assert client.post("/reports/files/", {"file": upload()}).status_code == 422
    named = {"file": upload(), "organization": cast.korzovo.pk}
    assert client.post("/reports/files/", named).status_code == 201
    assert StoredFile.objects.get().organization == cast.korzovo
    assert client.post("/reports/files/", {"file": upload(), "organization": cast.school1.pk}).status_code == 403


ACCESS = """
    person    loose  drafted  sent
    elena     200    200      200
    maria     200    200      200
    anna      404    404      200
    irina     404    404      200
    pavel     404    404      200
    tatyana   404    404      404
    olga      404    404      404
    stranger  404    404      404
"""


@pytest.mark.parametrize("row", ACCESS.split("\n")[2:-1])
def test_who_downloads_what(cast: SimpleNamespace, document: SimpleNamespace, client: Client, row: str) -> None:
    person, *codes = row.split()
    loose, drafted, proof = (
        files.store(upload=upload(name=f"{name}.pdf"), organization=cast.school5, by=cast.elena)
        for name in ("Ничей", "Черновой", "Отправленный")
    )
    draft(document.task(cast.school5, document.d42), cast.elena, evidence=[EvidenceInput(file=drafted)])
    sent(document.task(cast.school5, document.d41), cast.elena, evidence=[EvidenceInput(file=proof)])
    client.force_login(getattr(cast, person))
    for stored, code in zip((loose, drafted, proof), codes, strict=True):
        response = client.get(f"/reports/files/{stored.pk}/")
        assert response.status_code == int(code)
        assert (response.getvalue() == contents.PDF) == (code == "200")


def test_visitors_sign_in_first(client: Client, db: None) -> None:
    for url in ("/reports/files/1/", "/reports/1/", "/reports/receipts/1/", "/reports/review/"):
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={url}")
