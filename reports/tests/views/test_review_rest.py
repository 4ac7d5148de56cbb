"""The queue's groups, «Принять оставшиеся», what opens next, and evidence shown in the page."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.services import files
from reports.services.evidence import EvidenceInput
from reports.tests.drafting import LINK, sent
from tasks.models import Task
from tasks.services import lifecycle

URL = "/reports/review/"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def waiting(cast: SimpleNamespace, document: SimpleNamespace, client: Client) -> SimpleNamespace:
    """Two reports of school 5, sent first, and one of Korzovo; Anna is signed in."""
    first, second = document.task(cast.school5, document.d41), document.task(cast.school5, document.d42)
    sent(first, cast.elena)
    sent(second, cast.elena)
    korzovo = document.task(cast.korzovo, document.d42)
    sent(korzovo, cast.tatyana)
    client.force_login(cast.anna)
    return SimpleNamespace(first=first, second=second, korzovo=korzovo)


def body(response: Any) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", response.content.decode())


def rest(text: str) -> dict[str, str]:
    found = re.search(r'name="rest" value="([^"]+)"', text)
    assert found
    return {"action": "accept_rest", "rest": found.group(1)}


def test_the_rest_is_accepted_and_the_next_organization_opens(
    cast: SimpleNamespace, client: Client, waiting: SimpleNamespace
) -> None:
    text = body(client.get(URL))
    assert "Принять оставшиеся (2)" in text
    assert "Пункты: 4.1, 4.2." in text
    assert "Затем откроется МКОУ Корзовская ОШ." in text
    action = f"{URL}?open={cast.school5.pk}&then={cast.korzovo.pk}"
    assert action.replace(URL, "").replace("&", "&amp;") in text
    response = client.post(action, rest(text), follow=True)
    text = body(response)
    assert "Принято 2 отчёта." in text
    assert f'data-group="{cast.korzovo.pk}"' in text
    assert set(Task.objects.filter(status="accepted")) == {waiting.first, waiting.second}


def test_what_changed_meanwhile_is_left_out_and_named(
    cast: SimpleNamespace, client: Client, waiting: SimpleNamespace
) -> None:
    form = rest(body(client.get(URL)))
    waiting.second.refresh_from_db()
    lifecycle.recall(task=waiting.second, by=cast.elena, channel="page")
    text = body(client.post(URL, form, follow=True))
    assert "Принят 1 отчёт." in text
    assert "Не приняты, потому что изменились: пункт 4.2, МБОУ «СШ № 5» г. Вязьмы." in text
    assert client.post(URL, form).status_code == 409


@pytest.mark.parametrize("given", ["", "1", "1:2,", "x:1", "1:1;2:2", "9" * 5000])
def test_a_damaged_list_is_refused(client: Client, waiting: SimpleNamespace, given: str) -> None:
    assert client.post(URL, {"action": "accept_rest", "rest": given}).status_code == 422
    assert not Task.objects.filter(status="accepted").exists()


def test_strangers_accept_no_rest(cast: SimpleNamespace, client: Client, waiting: SimpleNamespace) -> None:
    form = rest(body(client.get(URL)))
    for person, code in (("olga", 404), ("elena", 403), ("pavel", 403)):
        client.force_login(getattr(cast, person))
        assert client.post(URL, form).status_code == code
    assert not Task.objects.filter(status="accepted").exists()


def test_by_item_the_same_reports_stand_under_their_items(
    cast: SimpleNamespace, client: Client, document: SimpleNamespace, waiting: SimpleNamespace
) -> None:
    text = body(client.get(f"{URL}?by=item"))
    assert re.findall(r'data-line="(\d+)"', text) == [str(document.d41.pk), str(document.d42.pk)]
    text = body(client.get(f"{URL}?by=item&open={document.d42.pk}"))
    assert re.findall(r'data-task="(\d+)"', text) == [str(waiting.second.pk), str(waiting.korzovo.pk)]


def test_what_was_decided_today_stays_in_sight(cast: SimpleNamespace, client: Client, waiting: SimpleNamespace) -> None:
    url = f"{URL}?open={cast.school5.pk}"
    waiting.first.refresh_from_db()
    client.post(url, {"task": waiting.first.pk, "action": "accept", "version": waiting.first.version})
    text = body(client.get(url))
    assert "Решено 1 из 2" in text
    assert "Принять оставшиеся (1)" in text


@pytest.mark.parametrize("asked", ["0", "x", "9" * 30])
def test_an_unknown_group_opens_the_one_that_waits_longest(
    cast: SimpleNamespace, client: Client, waiting: SimpleNamespace, asked: str
) -> None:
    assert f'data-group="{cast.school5.pk}"' in body(client.get(f"{URL}?open={asked}"))


def test_a_pdf_is_shown_in_the_page(
    cast: SimpleNamespace, client: Client, document: SimpleNamespace, waiting: SimpleNamespace
) -> None:
    upload = SimpleUploadedFile("Протокол.pdf", PDF)
    stored = files.store(upload=upload, organization=cast.korzovo, by=cast.tatyana)
    sent(document.task(cast.korzovo, document.d41), cast.tatyana, evidence=[LINK, EvidenceInput(file=stored)])
    url = f"/reports/files/{stored.pk}/?inline=1"
    assert f'<iframe src="{url}"' in body(client.get(f"{URL}?open={cast.korzovo.pk}"))
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get(URL)["Content-Security-Policy"]
