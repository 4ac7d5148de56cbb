"""Writing, sending and reading reports over the API."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import User
from organizations.tests.api.calling import caller, ok, pointers, refusal
from reports.models import ProgressReport, Receipt, StoredFile
from reports.services import files
from reports.tests.contents import EXE, PDF, upload
from reports.tests.drafting import draft, sent
from resolution_portal import clock
from tasks.models import Status, Task
from tasks.services import lifecycle

WHOLE = {"degree": "full", "text": "Сделано.", "links": ["https://school5.example/"]}


def post(who: User, task: Task, body: Any, *, format: str = "json", key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return caller(who).post(f"/api/v1/tasks/{task.pk}/reports/", body, format=format, headers=headers)


def test_without_send_it_is_a_draft_that_only_the_organization_sees(cast: SimpleNamespace, task: Task) -> None:
    report = ok(post(cast.elena, task, {"text": "Начали"}), 201)
    assert (report["state"], report["version"], report["receipt"], report["verdict"]) == ("draft", 1, None, None)
    assert report["task"]["status"] == "in_progress"
    url = f"/api/v1/reports/{report['id']}/"
    assert ok(caller(cast.maria).get(url))["text"] == "Начали"
    refusal(caller(cast.anna).get(url), 404)


def test_a_post_replaces_the_draft_of_the_version_that_was_seen(cast: SimpleNamespace, task: Task) -> None:
    ok(post(cast.elena, task, {"text": "Начали", "version": 0}), 201)
    assert ok(post(cast.maria, task, {"text": "Продолжили", "version": 1}), 201)["version"] == 2
    assert refusal(post(cast.elena, task, {"text": "Начали иначе", "version": 1}), 409)["code"] == "stale"
    assert ProgressReport.objects.get().text == "Продолжили"


def test_what_is_missing_for_sending_is_named_and_nothing_is_sent(cast: SimpleNamespace, task: Task) -> None:
    problem = refusal(post(cast.elena, task, {"send": True}), 422)
    assert pointers(problem) == ["#/degree", "#/text"]
    assert not ProgressReport.objects.exists()
    task.refresh_from_db()
    assert task.status == Status.NEW


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"degree": "half"}, ["#/degree"]),
        ({"text": "я" * 5001}, ["#/text"]),
        ({"links": ["https://school5.example/", "javascript:alert(1)"]}, ["#/links/1"]),
        ({"links": "school"}, ["#/links"]),
        ({"documents": [{"number": "1"}]}, ["#/documents/0/kind"]),
        ({"documents": [{"kind": "Приказ"}]}, ["#/documents/0"]),
        ({"documents": [{"kind": "Приказ", "date": "2999-01-01"}]}, ["#/documents/0"]),
        ({"documents": "{"}, ["#/documents"]),
        ({"documents": "{}"}, ["#/documents"]),
        ({"documents": 5}, ["#/documents"]),
        ({"files": ["no file"]}, ["#/files/0"]),
        ({"values": {"1": 5}}, ["#/values"]),
        ({"version": "first"}, ["#/version"]),
        ({"no_change": True, "send": True}, ["#/no_change"]),
    ],
)
def test_bad_input_is_named_where_it_was_sent(
    cast: SimpleNamespace, task: Task, change: dict[str, Any], where: list[str]
) -> None:
    assert pointers(refusal(post(cast.elena, task, {**WHOLE, **change}), 422)) == where
    assert not ProgressReport.objects.exists()


def test_a_file_that_was_uploaded_before_is_named_by_its_number(cast: SimpleNamespace, task: Task) -> None:
    own = files.store(upload=upload(), organization=cast.school5, by=cast.maria)
    other = files.store(upload=upload(), organization=cast.korzovo, by=cast.tatyana)
    report = ok(post(cast.elena, task, {"file_ids": [own.pk, own.pk]}), 201)
    assert [file["id"] for file in report["files"]] == [own.pk]
    for wrong in (other.pk, 10**12):
        problem = refusal(post(cast.elena, task, {"file_ids": [own.pk, wrong]}), 422)
        assert pointers(problem) == ["#/file_ids/1"]


def test_documents_come_as_a_string_in_a_form(cast: SimpleNamespace, task: Task) -> None:
    documents = json.dumps([{"kind": "Приказ", "number": "5"}, {"kind": "Приказ", "number": "5"}])
    report = ok(post(cast.elena, task, {"documents": documents, "values": "{}"}, format="multipart"), 201)
    assert report["documents"] == [{"kind": "Приказ", "number": "5", "date": None}]


def test_a_file_that_is_not_taken_is_named(cast: SimpleNamespace, task: Task, monkeypatch: Any) -> None:
    body = {"files": [upload(PDF, "Приказ.pdf"), upload(EXE, "Приказ.exe")], "send": "1"}
    problem = refusal(post(cast.elena, task, body, format="multipart"), 422)
    assert pointers(problem) == ["#/files/1"]
    assert "Приказ.exe" in problem["detail"]
    monkeypatch.setattr(files, "MAX_BYTES", len(PDF) - 1)
    refusal(post(cast.elena, task, {"files": [upload(PDF)]}, format="multipart"), 413)
    assert not ProgressReport.objects.exists()


def test_only_executors_of_the_organization_write(cast: SimpleNamespace, task: Task) -> None:
    body = {"files": [upload()], "send": "1"}
    for who in (cast.anna, cast.irina, cast.pavel):
        refusal(post(who, task, body, format="multipart"), 403)
    for who in (cast.yulia, cast.olga, cast.stranger):
        refusal(post(who, task, body, format="multipart"), 404)
    assert not StoredFile.objects.exists()


def test_writing_takes_the_scope_report(cast: SimpleNamespace, task: Task) -> None:
    url = f"/api/v1/tasks/{task.pk}/reports/"
    refusal(caller(cast.elena, "read", "control").post(url, WHOLE, format="json"), 403)
    ok(caller(cast.elena, "report").post(url, WHOLE, format="json"), 201)


def test_a_sent_report_is_not_written_over(cast: SimpleNamespace, task: Task) -> None:
    sent(task, cast.elena)
    assert refusal(post(cast.elena, task, WHOLE), 409)["code"] == "impossible"


def test_a_repeat_with_its_key_sends_once(cast: SimpleNamespace, task: Task) -> None:
    def send() -> Any:
        body = {"degree": "full", "text": "Сделано.", "files": [upload()], "send": "1"}
        return post(cast.elena, task, body, format="multipart", key="once")

    first, second = send(), send()
    assert ok(first, 201) == ok(second, 201)
    assert (Receipt.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_review_is_for_the_report_under_review(cast: SimpleNamespace, task: Task) -> None:
    sent(task, cast.elena)
    first = ProgressReport.objects.get()
    lifecycle.act("return", task=task, by=cast.anna, channel="page", comment="Ещё раз")
    sent(task, cast.elena, text="Исправлено.")
    url = f"/api/v1/reports/{first.pk}/review/"
    assert refusal(caller(cast.anna).post(url, {"decision": "accept"}, format="json"), 409)["code"] == "impossible"
    refusal(caller(cast.pavel).post(url, {"decision": "accept"}, format="json"), 403)
    refusal(caller(cast.elena).post(url, {"decision": "accept"}, format="json"), 403)
    refusal(caller(cast.olga).post(url, {"decision": "accept"}, format="json"), 404)
    task.refresh_from_db()
    assert task.status == Status.SUBMITTED


def test_review_needs_the_scope_control_a_known_decision_and_words(cast: SimpleNamespace, task: Task) -> None:
    sent(task, cast.elena)
    url = f"/api/v1/reports/{ProgressReport.objects.get().pk}/review/"
    refusal(caller(cast.anna, "read", "report").post(url, {"decision": "accept"}, format="json"), 403)
    client = caller(cast.anna, "control")
    assert pointers(refusal(client.post(url, {"decision": "maybe"}, format="json"), 422)) == ["#/decision"]
    assert pointers(refusal(client.post(url, {"decision": "return"}, format="json"), 422)) == ["#/comment"]
    refusal(client.post(url, {"decision": "accept", "version": 1}, format="json"), 409)
    assert ok(client.post(url, {"decision": "accept"}, format="json"))["verdict"]["action"] == "accept"


def test_files_are_given_to_those_who_see_the_report(cast: SimpleNamespace, task: Task) -> None:
    report = ok(post(cast.elena, task, {"files": [upload()], "text": "а", "degree": "full"}, format="multipart"), 201)
    url = report["files"][0]["url"]
    refusal(caller(cast.anna).get(url), 404)
    ok(post(cast.elena, task, {"files": [upload()], "text": "а", "degree": "full", "send": 1}, format="multipart"), 201)
    response = caller(cast.anna).get(url, HTTP_ACCEPT="application/pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert b"".join(response.streaming_content) == PDF
    assert "attachment" in response["Content-Disposition"]
    refusal(caller(cast.olga).get(url), 404)
    refusal(caller(cast.anna, "report", "control").get(url), 403)


def test_queries_do_not_grow_with_reports(cast: SimpleNamespace, task: Task) -> None:
    sent(task, cast.elena)
    client, url = caller(cast.irina), f"/api/v1/tasks/{task.pk}/reports/"
    client.get(url)
    counts = []
    for total in (5, 25):
        present = ProgressReport.objects.filter(task=task).count()
        for number in range(present + 1, total + 1):
            ProgressReport.objects.create(
                task=task,
                number=number,
                state="submitted",
                channel="api",
                author=cast.elena,
                edited_at=clock.now(),
                submitted_at=clock.now(),
            )
        with CaptureQueriesContext(connection) as queries:
            assert len(ok(client.get(url))["results"]) == total
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_an_observer_of_the_region_reads_what_was_sent(cast: SimpleNamespace, task: Task) -> None:
    draft(task, cast.elena)
    client, url = caller(cast.pavel), f"/api/v1/tasks/{task.pk}/reports/"
    assert ok(client.get(url))["results"] == []
    sent(task, cast.elena)
    assert len(ok(client.get(url))["results"]) == 1
    refusal(caller(cast.yulia).get(url), 404)
