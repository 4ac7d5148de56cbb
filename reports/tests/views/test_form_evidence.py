"""Evidence in the report form: no error loses a file."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.models import Evidence, Receipt, StoredFile
from reports.services import drafts, files
from reports.services.evidence import EvidenceInput
from reports.tests import contents
from reports.tests.contents import upload
from reports.tests.drafting import draft
from reports.tests.views.filling import page, post, proof_owed
from tasks.models import Task


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    return proof_owed(cast, document)


@pytest.fixture
def elena(cast: SimpleNamespace, client: Client) -> Client:
    client.force_login(cast.elena)
    return client


def test_wrong_rows_come_back_as_typed_and_the_uploads_are_kept(elena: Client, task: Task) -> None:
    wrong = {"links-0-url": "javascript:alert(1)", "documents-0-date": "2999-01-01", "documents-0-kind": ""}
    uploads = [upload(), upload(contents.EXE, "вирус.pdf")]
    response = post(elena, task, **wrong, uploads=uploads, send="1")
    assert response.status_code == 422
    body = page(response)
    for words in (
        "Это не ссылка",
        'value="javascript:alert(1)"',
        "ещё не наступила",
        "Укажите вид документа",
        "Файл «вирус.pdf» не принят",
        "Программа обновлена.</textarea>",
        "Загруженные файлы сохранены в черновике",
    ):
        assert words in body
    stored = StoredFile.objects.get()
    assert f'name="files" value="{stored.pk}"' in body
    assert f'data-file="{stored.pk}" data-state="ready"' in body
    assert Evidence.objects.get().file == stored
    assert post(elena, task, files=str(stored.pk), version="1", send="1").status_code == 303
    assert Receipt.objects.get().reports.get().evidence.filter(file=stored).exists()


def test_a_file_over_the_limit_is_413_and_the_rest_stays(elena: Client, task: Task) -> None:
    response = post(elena, task, send="1", uploads=[upload(contents.PDF.ljust(20 * 1024 * 1024 + 1), "Большой.pdf")])
    assert response.status_code == 413
    assert "«Большой.pdf» больше 20 МБ" in page(response)
    assert "Программа обновлена.</textarea>" in page(response)


def test_a_file_is_removed_by_its_button(elena: Client, task: Task) -> None:
    post(elena, task, save="1", uploads=[upload(), upload(contents.JPEG, "Фото.jpg")])
    first, second = StoredFile.objects.order_by("pk")
    response = post(elena, task, version="1", files=[str(first.pk), str(second.pk)], remove=str(first.pk))
    assert response.status_code == 303
    assert [row.file for row in Evidence.objects.exclude(file=None)] == [second]
    assert StoredFile.objects.count() == 2, "what may stand in an earlier version is not deleted"


def test_an_upload_from_a_stale_window_does_not_make_it_fresh(cast: Any, elena: Client, task: Task) -> None:
    draft(task, cast.maria, text="Текст Марии")
    wrong = post(elena, task, **{"links-0-url": "не ссылка"}, uploads=[upload()], save="1")
    assert wrong.status_code == 422
    assert 'name="version" value="0"' in page(wrong), "the next attempt still learns of the other draft"
    assert drafts.start_of(task).content["text"] == "Текст Марии"


def test_more_evidence_asks_no_more_queries(cast: Any, elena: Client, task: Task) -> None:
    counts = []
    for amount in (5, 25):
        links = [EvidenceInput(url=f"https://school5.example/{number}") for number in range(amount)]
        stored = [
            files.store(upload=upload(name=f"{number}.pdf"), organization=cast.school5, by=cast.elena)
            for number in range(amount)
        ]
        made = draft(task, cast.elena, evidence=[*links, *(EvidenceInput(file=file) for file in stored)])
        for url in (f"/reports/task/{task.pk}/", f"/reports/{made.pk}/"):
            elena.get(url)
            with CaptureQueriesContext(connection) as asked:
                assert f"school5.example/{amount - 1}" in page(elena.get(url))
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 20


def test_files_of_another_organization_cannot_be_named(cast: Any, elena: Client, task: Task) -> None:
    foreign = StoredFile.objects.create(
        organization=cast.korzovo,
        name="Чужой.pdf",
        blob="x",
        size=1,
        media_type="application/pdf",
        sha256="0" * 64,
        created_at=task.created_at,
    )
    assert post(elena, task, files=str(foreign.pk), save="1").status_code == 303
    assert not Evidence.objects.filter(file=foreign).exists()
