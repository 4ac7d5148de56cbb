# ruff: noqa: E501
"""Every page and endpoint × who asks → the answer's code, written by hand. A URL without a row fails the test.

The task «sent» is school 5's, under review; «new» is its other one. Everything else of the world belongs to school 5
and its region; organizations/tests/cast.py tells who is who. A dash in the column of arguments: the URL has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from organizations.services.feeds import make_link
from organizations.services.invitations import invite
from reports.models import Evidence, ProgressReport, Receipt, StoredFile
from reports.services.uploading import create
from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.notices.models import Letter
from tasks.bulk_actions import ACTIONS
from tasks.models import SavedQuestion, Status, Task
from tasks.services.bulk_acts import freeze
from tasks.tests.cast import build_draft
from tasks.tests.states import put

GRID = """
method name                                argument  anon elena tatyana anna olga sofia dmitry irina pavel stranger boris
GET    healthz                             -         200  200   200     200  200  200   200    200   200   200      200
GET    account_login                       -         200  302   302     302  302  302   302    302   302   302      302
GET    account_logout                      -         302  200   200     200  200  200   200    200   200   200      200
GET    account_inactive                    -         200  200   200     200  200  200   200    200   200   200      200
GET    account_reset_password              -         200  200   200     200  200  200   200    200   200   200      200
GET    account_reset_password_done         -         200  200   200     200  200  200   200    200   200   200      200
GET    account_reset_password_from_key     key       200  200   200     200  200  200   200    200   200   200      200
GET    account_reset_password_from_key_done -        200  200   200     200  200  200   200    200   200   200      200
GET    account_change_password             -         302  200   200     200  200  200   200    200   200   200      200
GET    start                               -         302  200   200     200  200  200   200    200   200   200      200
GET    service_worker                      -         200  200   200     200  200  200   200    200   200   200      200
GET    help                                -         302  200   200     200  200  200   200    200   200   200      200
GET    styleguide                          -         404  404   404     404  404  404   404    404   404   404      404
GET    account                             -         302  200   200     200  200  200   200    200   200   200      200
POST   account_mail                        -         302  422   422     422  422  422   422    422   422   422      422
POST   account_calendar                    -         302  200   200     200  200  200   200    200   200   200      200
POST   account_calendar_revoke             -         302  303   303     303  303  303   303    303   303   303      303
GET    calendar_feed                       feed      200  200   200     200  200  200   200    200   200   200      200
GET    notices                             -         302  200   200     200  200  200   200    200   200   200      200
GET    notice                              notice    302  302   404     404  404  404   404    404   404   404      404
GET    notices_unread                      -         302  200   200     200  200  200   200    200   200   200      200
POST   notices_read                        -         302  303   303     303  303  303   303    303   303   303      303
GET    undelivered                         -         302  403   403     200  200  403   403    200   403   200      403
POST   undelivered_send                    failed    302  403   403     303  404  403   403    303   403   404      403
GET    organizations                       -         302  200   200     200  200  200   200    200   200   200      200
GET    organization                        school5   302  200   404     200  404  200   404    200   200   404      404
GET    invite                              school5   302  403   404     200  404  403   404    200   403   404      404
POST   invite                              school5   302  403   404     303  404  403   404    303   403   404      404
POST   invitation_send                     invited   302  403   404     303  404  403   404    303   403   404      404
POST   invitation_revoke                   invited   302  403   404     303  404  403   404    303   403   404      404
POST   invitation_key                      invited   302  403   404     200  404  403   404    200   403   404      404
GET    invitation                          token     200  200   200     200  200  200   200    200   200   200      200
POST   invitation                          token     303  403   403     403  403  403   403    403   403   403      403
POST   membership_close                    role      302  403   404     303  404  403   404    303   403   404      404
GET    tasks                               -         302  200   200     200  200  200   200    200   200   200      200
GET    task                                sent      302  200   404     200  404  200   404    200   200   404      404
POST   task_action                         accept    302  403   404     303  404  403   404    303   403   404      404
POST   task_action                         return    302  403   404     303  404  403   404    303   403   404      404
POST   task_action                         recall    302  303   404     403  404  403   404    403   403   404      404
POST   task_action                         withdraw  302  403   404     303  404  403   404    303   403   404      404
POST   task_action                         comment   302  303   404     303  404  403   404    303   403   404      404
POST   task_action                         assign    302  404   404     404  404  404   404    404   404   404      404
POST   task_bulk                           -         302  403   403     303  303  403   403    303   403   422      403
GET    task_bulk_act                       selected  302  404   404     404  404  404   404    200   404   404      404
POST   task_bulk_act                       selected  302  404   404     404  404  404   404    303   404   404      404
GET    task_bulk_refused                   selected  302  404   404     404  404  404   404    200   404   404      404
POST   task_questions                      -         302  303   303     303  303  303   303    303   303   303      303
POST   task_question_forget                question  302  404   404     404  404  404   404    303   404   404      404
GET    resolutions                         -         302  200   200     200  200  200   200    200   200   200      200
GET    resolution                          document  302  200   200     200  200  200   200    200   200   404      404
GET    resolution                          draft     302  404   404     404  404  404   404    302   404   404      404
GET    resolution_new                      -         302  403   403     403  403  403   403    200   403   200      403
GET    resolution_source                   document  302  200   200     200  200  200   200    200   200   404      404
GET    resolution_plan                     draft     302  404   404     404  404  404   404    200   404   404      404
GET    resolution_plan                     document  302  403   403     403  403  403   403    302   403   404      404
GET    resolution_publish                  document  302  403   403     403  403  403   403    200   403   404      404
POST   resolution_publish                  document  302  403   403     403  403  403   403    303   403   404      404
GET    resolution_reminders                document  302  403   403     403  403  403   403    200   403   404      404
POST   resolution_reminders                document  302  403   403     403  403  403   403    303   403   404      404
GET    resolution_letters                  document  302  403  403     200  200  200   403    200   200   404      404
POST   resolution_letters_hold             document  302  403  403     403  403  403   403    409   403   404      404
POST   resolution_letters_release          document  302  403  403     403  403  403   403    404   403   404      404
GET    reminder_rules                      -         302  403   403     403  403  403   403    200   403   200      403
POST   quiet_ranges                        -         302  403   403     403  403  403   403    422   403   422      403
GET    calendar                            -         302  403   403     403  403  403   403    200   403   200      403
POST   calendar                            -         302  403   403     403  403  403   403    303   403   303      403
GET    report_form                         new       302  200   404     403  404  403   404    403   403   404      404
POST   report_form                         new       302  303   404     403  404  403   404    403   403   404      404
GET    fill                                date      302  200   200     200  200  200   200    403   403   404      404
POST   fill                                date      302  303   303     303  303  303   303    403   403   404      404
POST   fill_send                           date      302  422   422     422  422  422   422    403   403   404      404
POST   fill_block                          new       302  422   404     403  404  403   404    403   403   404      404
GET    report                              report    302  200   404     200  404  200   404    200   200   404      404
GET    compare                             second    302  200   404     404  404  404   404    404   404   404      404
GET    receipt                             receipt   302  200   404     200  404  200   404    200   200   404      404
POST   upload                              -         302  201   201     201  201  201   201    403   403   403      403
OPTIONS uploads                            -         204  204  204     204  204  204   204    204   204   204      204
POST   uploads                             -         401  201  201     201  201  201   201    403   403   403      403
HEAD   upload_part                         upload    401  200  404     404  404  404   404    404   404   404      404
PATCH  upload_part                         upload    401  204  404     404  404  404   404    404   404   404      404
DELETE upload_part                         upload    401  204  404     404  404  404   404    404   404   404      404
GET    file                                file      302  200   404     200  404  200   404    200   200   404      404
GET    file                                kept      302  200   404     404  404  404   404    404   404   404      404
GET    review                              -         302  200   200     200  200  200   200    200   200   200      200
GET    missing                             -         302  200   200     200  200  200   200    200   200   200      200
GET    summary                             -         302  200   200     200  200  200   200    200   200   200      200
GET    job                                 job       302  404   404     404  404  404   404    200   404   404      404
GET    outbox                              -         404  404   404     404  404  404   404    404   404   404      404
GET    outbox_letter                       job       404  404   404     404  404  404   404    404   404   404      404
GET    outbox_letter_html                  job       404  404   404     404  404  404   404    404   404   404      404
GET    readyz                              -         200  200   200     200  200  200   200    200   200   200      200
GET    account_signup                      -         200  302   302     302  302  302   302    302   302   302      302
GET    account_email                       -         302  200   200     200  200  200   200    200   200   200      200
GET    account_email_verification_sent     -         200  200   200     200  200  200   200    200   200   200      200
GET    account_confirm_email               mail      200  200   200     200  200  200   200    200   200   200      200
GET    account_confirm_login_code          -         302  302   302     302  302  302   302    302   302   302      302
GET    account_set_password                -         302  302   302     302  302  302   302    302   302   302      302
GET    account_reauthenticate              -         302  200   200     200  200  200   200    200   200   200      200
GET    api_tasks                           -         401  200   200     200  200  200   200    200   200   200      200
GET    api_task                            sent      401  200   404     200  404  200   404    200   200   404      404
POST   api_task_actions                    sent      401  403   404     200  404  403   404    200   403   404      404
GET    api_task_reports                    sent      401  200   404     200  404  200   404    200   200   404      404
POST   api_task_reports                    new       401  201   404     403  404  403   404    403   403   404      404
GET    api_report                          report    401  200   404     200  404  200   404    200   200   404      404
POST   api_report_review                   report    401  403   404     200  404  403   404    200   403   404      404
GET    api_file                            file      401  200   404     200  404  200   404    200   200   404      404
GET    api_summary                         query     401  200   200     200  200  200   200    200   200   404      404
GET    api_resolutions                     -         401  200   200     200  200  200   200    200   200   200      200
GET    api_organizations                   -         401  200   200     200  200  200   200    200   200   200      200
GET    api_schema                          -         200  200   200     200  200  200   200    200   200   200      200
GET    api_docs                            -         200  200   200     200  200  200   200    200   200   200      200
GET    admin                               -         302  302   302     302  302  302   302    302   302   302      302
"""
#: What is posted where it is not simply words and the version of the page.
FORMS = {
    "task_bulk": {"action": "withdraw", "all": "1"},
    "task_questions": {"name": "Не начато", "query": "status=new"},
    "invite": {"email": "petrov@school5.example", "role": "executor"},
    "invitation": {"last_name": "Петров", "first_name": "Олег", "password": "Длинный-пароль-2022"},
    "report_form": {"version": "0"},
    "resolution_reminders": {"reset": "1"},
    "calendar": {"date": "2026-12-31", "is_working": "0"},
    "api_task_actions": {"action": "accept", "version": "2"},
    "api_task_reports": {"degree": "full", "text": "Сделано"},
    "api_report_review": {"decision": "accept", "version": "2"},
}
#: What every request of the tus protocol says, and what each of its methods asks for.
TUS = {"Tus-Resumable": "1.0.0", "Upload-Length": "9", "Upload-Offset": "0"}
HEAD, *ROWS = [line.split() for line in GRID.strip().splitlines()]
PEOPLE = HEAD[3:]


def names(resolver: URLResolver) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            if each.app_name == "admin":
                yield "admin"
            else:
                yield from names(each)
        elif isinstance(each, URLPattern):
            yield each.name or str(each.pattern)


@pytest.fixture
def arguments(cast: SimpleNamespace, document: SimpleNamespace, settings: Any) -> dict[str, Any]:
    """What the third column means."""
    sent = put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.elena)
    now = clock.now()
    receipt = Receipt.objects.create(
        number=41, organization=cast.school5, resolution=document.resolution, sent_by=cast.elena, sent_at=now
    )
    files = []
    for state, number in (("submitted", 1), ("draft", 2)):
        done = state == "submitted"
        report = ProgressReport.objects.create(
            task=sent,
            number=number,
            state=state,
            degree="full",
            text="Сделано",
            author=cast.elena,
            channel="page",
            edited_at=now,
            submitted_at=now if done else None,
            receipt=receipt if done else None,
        )
        file = StoredFile(
            organization=cast.school5, name="Приказ.pdf", size=4, media_type="application/pdf", created_at=now
        )
        file.blob.save("x", ContentFile(b"%PDF"))
        Evidence.objects.create(report=report, file=file)
        files.append(file.pk)
    document.resolution.source.save("x", ContentFile(b"text"))
    invitation = invite(organization=cast.school5, role="executor", email="sidorova@school5.example", by=cast.anna)
    letter = Letter.objects.get(type="invitation")
    failed = Letter.objects.filter(recipient=cast.elena).latest("pk")
    Letter.objects.filter(pk=failed.pk).update(state="failed")
    job = Job.objects.create(kind="publish", arguments={}, owner=cast.irina)
    chosen = Task.objects.visible_to(cast.irina).filter(pk=sent.pk)
    selected = freeze(action=ACTIONS["withdraw"], tasks=chosen, by=cast.irina)
    question = SavedQuestion.objects.create(owner=cast.irina, name="Просрочено", query="overdue=1")
    submitted = ProgressReport.objects.get(state="submitted")
    return {
        "-": [],
        "sent": [sent.pk],
        "date": [document.resolution.pk, sent.first_due_on],
        "new": [document.task(cast.school5, document.d42).pk],
        "school5": [cast.school5.pk],
        "invited": [invitation.pk],
        "feed": [make_link(user=cast.elena).rpartition("/")[2].removesuffix(".ics")],
        "notice": [cast.elena.notices.latest("pk").pk],
        "failed": [failed.pk],
        "token": [re.findall(r"/invitations/([^/]+)/", letter.text)[0]],
        "role": [cast.elena.memberships.get().pk],
        "document": [document.resolution.pk],
        "draft": [build_draft(cast.region).resolution.pk],
        "report": [submitted.pk],
        "second": [ProgressReport.objects.get(state="draft").pk],
        "receipt": [receipt.number],
        "file": [files[0]],
        "kept": [files[1]],
        "upload": [create(by=cast.elena, organization=cast.school5, name="Приказ.pdf", size=9).pk],
        "job": [job.pk],
        "selected": [selected.pk],
        "question": [question.pk],
        "key": ["1", "abc-def"],
        "mail": ["abc"],
        "query": [],
        **{action: [sent.pk, action] for action in ("accept", "return", "recall", "withdraw", "comment", "assign")},
    }


def test_every_url_has_its_row() -> None:
    assert {row[1] for row in ROWS} == set(names(get_resolver()))


def test_grid(cast: SimpleNamespace, arguments: dict[str, Any]) -> None:
    """One world for all rows: each request is rolled back."""
    clients = {person: Client() for person in PEOPLE}
    for person, client in clients.items():
        if person != "anon":
            client.force_login(getattr(cast, person))
    found = []
    for method, name, argument, *_codes in ROWS:
        query = {"resolution": arguments["document"][0]} if argument == "query" else {}
        url = reverse("admin:index" if name == "admin" else name, args=arguments[argument])
        codes = []
        for client in clients.values():
            with transaction.atomic():
                codes.append(_code(client, method, url, name, query))
                transaction.set_rollback(True)
        found.append([method, name, argument, *codes])
    assert found == ROWS


def _code(client: Client, method: str, url: str, name: str, query: dict[str, Any]) -> str:
    """The code of the answer; a posted form carries what the action needs, and an upload its file."""
    if method == "GET":
        answer = client.get(url, query)
    elif name in ("uploads", "upload_part"):
        answer = client.generic(method, url, b"%PDF", content_type="application/offset+octet-stream", headers=TUS)
    elif name == "upload":
        answer = client.post(url, {"file": SimpleUploadedFile("Приказ.pdf", b"%PDF-1.4 %%EOF")})
    else:
        answer = client.post(url, FORMS.get(name, {"comment": "Проверено", "version": "2"}))
    if getattr(answer, "streaming", False):
        list(answer.streaming_content)  # type: ignore[attr-defined]  # reads the file to its end, so that it is closed
    return str(answer.status_code)


def test_the_grid_is_a_table() -> None:
    assert all(len(row) == len(HEAD) for row in ROWS)
    assert all(re.fullmatch(r"[2345]\d\d", code) for row in ROWS for code in row[3:])
