"""The tus protocol as programs meet it: its headers, its refusals, whose an upload is, and a stranger's client."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from tusclient.client import TusClient

from organizations.services.tokens import create_token
from reports.models import StoredFile, Upload
from reports.tests import contents

URL = "/reports/uploads/"
TUS = {"Tus-Resumable": "1.0.0"}
BODY = "application/offset+octet-stream"


def told(**metadata: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())


@pytest.fixture
def elena(cast: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(cast.elena)
    return client


def begin(client: Client, content: bytes = contents.PDF, **headers: str) -> Any:
    given = {"Upload-Length": str(len(content)), "Upload-Metadata": told(filename="Приказ.pdf"), **TUS, **headers}
    return client.post(URL, content_type=BODY, headers=given)


def patch(client: Client, url: str, content: bytes, offset: int = 0, **headers: str) -> Any:
    return client.patch(url, content, content_type=BODY, headers={"Upload-Offset": str(offset), **TUS, **headers})


def test_what_the_portal_is_able_to(db: None) -> None:
    answer = Client().options(URL)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,expiration,termination"
    assert answer["Tus-Max-Size"] == "20971520"


def test_from_beginning_to_file(elena: Client) -> None:
    answer = begin(elena)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "0")
    assert answer["Upload-Expires"].endswith("GMT")
    url = answer["Location"]
    answer = patch(elena, url, contents.PDF[:20])
    assert (answer.status_code, answer["Upload-Offset"], "Portal-File" in answer) == (204, "20", False)
    answer = elena.head(url, headers=TUS)
    assert (answer.status_code, answer["Upload-Offset"], answer["Upload-Length"]) == (200, "20", str(len(contents.PDF)))
    assert answer["Cache-Control"] == "no-store"
    answer = patch(elena, url, contents.PDF[20:], 20)
    stored = StoredFile.objects.get()
    assert (answer["Portal-File"], stored.name) == (str(stored.pk), "Приказ.pdf")
    assert elena.head(url, headers=TUS)["Portal-File"] == str(stored.pk)


def test_refusals(elena: Client, cast: SimpleNamespace) -> None:
    url = begin(elena)["Location"]
    assert elena.post(URL, headers={"Upload-Length": "1"}).status_code == 412
    assert elena.head(url, headers={"Tus-Resumable": "0.2.2"})["Tus-Version"] == "1.0.0"
    assert begin(elena, **{"Upload-Length": "many"}).status_code == 400
    assert begin(elena, **{"Upload-Length": str(20 * 1024 * 1024 + 1)}).status_code == 413
    assert begin(elena, **{"Upload-Metadata": "filename ###"}).status_code == 400
    assert begin(elena, **{"Upload-Metadata": told(sha256="abc")}).status_code == 400
    assert begin(elena, **{"Upload-Metadata": told(person=str(cast.maria.pk))}).status_code == 403
    assert begin(elena, **{"Upload-Metadata": told(organization=str(cast.korzovo.pk))}).status_code == 403
    assert patch(elena, url, contents.PDF, 5).status_code == 409
    assert patch(elena, url, contents.PDF, **{"Upload-Offset": "-1"}).status_code == 400
    assert elena.patch(url, b"x", content_type="image/png", headers={"Upload-Offset": "0", **TUS}).status_code == 415
    assert patch(elena, url, contents.PDF + b"x").status_code == 413
    assert Upload.objects.get().offset == 0


def test_a_file_that_is_not_taken_says_so_again_in_a_header(elena: Client) -> None:
    url = begin(elena, contents.EXE)["Location"]
    answer = patch(elena, url, contents.EXE)
    assert (answer.status_code, "не принят" in answer.json()["detail"]) == (422, True)
    answer = elena.head(url, headers=TUS)
    assert (answer.status_code, "не принят" in unquote(answer["Portal-Refusal"])) == (422, True)


def test_nobody_elses(elena: Client, cast: SimpleNamespace) -> None:
    url = begin(elena)["Location"]
    for person in (cast.maria, cast.irina, cast.stranger):
        client = Client()
        client.force_login(person)
        assert client.head(url, headers=TUS).status_code == 404
        assert patch(client, url, contents.PDF).status_code == 404
        assert client.delete(url, headers=TUS).status_code == 404
    assert Upload.objects.get().offset == 0


def test_over_a_session_only_from_our_own_pages(cast: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.elena)
    assert begin(client).status_code == 403
    client.cookies["csrftoken"] = token = "t" * 32
    url = begin(client, **{"X-CSRFToken": token})["Location"]
    assert patch(client, url, contents.PDF).status_code == 403
    assert patch(client, url, contents.PDF, **{"X-CSRFToken": token}).status_code == 204


def test_by_a_key_for_reports(cast: SimpleNamespace) -> None:
    keys = {scope: create_token(user=cast.elena, scopes=[scope]) for scope in ("read", "control", "report")}
    for scope in ("read", "control"):
        assert begin(Client(), Authorization=f"Token {keys[scope]}").status_code == 403
    key = {"Authorization": f"Token {keys['report']}"}
    url = begin(Client(), **key)["Location"]
    assert Client().head(url, headers={**TUS, **key}).status_code == 200
    assert patch(Client(), url, contents.PDF, **key).status_code == 204
    assert begin(Client()).status_code == 401


def test_through_a_proxy_that_knows_only_post(elena: Client) -> None:
    url = begin(elena)["Location"]
    headers = {**TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert elena.post(url, contents.PDF, content_type=BODY, headers=headers).status_code == 204
    assert elena.post(url, headers={**TUS, "X-HTTP-Method-Override": "DELETE"}).status_code == 204
    assert elena.head(url, headers=TUS).status_code == 404
    assert StoredFile.objects.count() == 1, "what was stored stays"


@pytest.mark.django_db(transaction=True)
def test_a_strangers_client(cast: SimpleNamespace, live_server: Any, tmp_path: Path) -> None:
    """tuspy, from PyPI: in small pieces, broken off, taken up again by its address alone."""
    path = tmp_path / "Отчёт за квартал.pdf"
    path.write_bytes(contents.PDF.ljust(300_000, b" "))
    key = create_token(user=cast.elena, scopes=["report"])
    client = TusClient(f"{live_server.url}{URL}", headers={"Authorization": f"Token {key}"})
    with path.open("rb") as stream:
        first = client.uploader(file_stream=stream, chunk_size=100_000, metadata={"filename": path.name})
        first.upload_chunk()
        again = client.uploader(file_stream=stream, chunk_size=150_000, url=first.url)
        assert again.offset == 100_000
        again.upload()
    stored = StoredFile.objects.get()
    assert stored.name == path.name
    assert stored.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
