"""The review queue: who waits, the longest first; decided in place."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.tests.drafting import sent
from reports.tests.views.queueing import schools
from resolution_portal import clock
from resolution_portal.workdays.days import add_working_days
from tasks.models import Task
from tasks.services import lifecycle

URL = "/reports/review/"


@pytest.fixture
def waiting(cast: SimpleNamespace, document: SimpleNamespace) -> SimpleNamespace:
    """Korzovo waits since four working days, school 5 with two items since today, Yartsevo's school since today."""
    long_ago = clock.now() - timedelta(days=(clock.today() - add_working_days(clock.today(), -4)).days)
    korzovo = document.task(cast.korzovo, document.d42)
    sent(korzovo, cast.tatyana, text="Отчёт Корзовской школы", now=long_ago)
    second, first = document.task(cast.school5, document.d42), document.task(cast.school5, document.d41)
    sent(second, cast.elena, text="Школа 5, второй пункт")
    sent(first, cast.elena, text="Школа 5, первый пункт")
    school1 = document.task(cast.school1, document.d41)
    sent(school1, cast.yulia, text="Отчёт ярцевской школы")
    vyazma = document.task(cast.vyazma, document.d21)
    sent(vyazma, cast.anna, text="Отчёт района")
    return SimpleNamespace(korzovo=korzovo, first=first, second=second, school1=school1, vyazma=vyazma)


def body(client: Client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return re.sub(r"[\u00a0\u202f]", " ", response.content.decode())


def listed(text: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'data-task="(\d+)"', text)]


def everything(client: Client, url: str = URL) -> list[int]:
    """The tasks of every group, opened one after the other."""
    glue = "&" if "?" in url else "?"
    groups = re.findall(r'data-line="(\d+)"', body(client, url))
    return [task for group in groups for task in listed(body(client, f"{url}{glue}open={group}"))]


def decide(client: Client, task: Task, action: str, url: str = URL, **special: Any) -> Any:
    task.refresh_from_db()
    return client.post(url, {"task": task.pk, "action": action, "version": task.version, **special})


def test_the_longest_waiting_organization_comes_first_its_items_in_order(
    cast: SimpleNamespace, client: Client, waiting: SimpleNamespace
) -> None:
    client.force_login(cast.anna)
    text = body(client)
    assert everything(client) == [waiting.korzovo.pk, waiting.first.pk, waiting.second.pk]
    assert listed(text) == [waiting.korzovo.pk]
    assert 'data-total="3"' in text
    assert "ждёт 4 рабочих дня" in text
    for words in ("Отчёт Корзовской школы", "8 (48131) 4-22-17", "https://school5.example/programma"):
        assert words in text
    assert text.count('data-action="accept"') == text.count('data-action="return"') == 1


ROWS = """
    anna      korzovo first second
    olga      school1
    irina     vyazma
    galina    vyazma
    pavel
    elena
    sofia
    boris
    stranger
"""


@pytest.mark.parametrize("row", ROWS.split("\n")[1:-1])
def test_everybody_sees_their_own_queue(
    cast: SimpleNamespace, client: Client, waiting: SimpleNamespace, row: str
) -> None:
    person, *names = row.split()
    client.force_login(getattr(cast, person))
    text = body(client)
    assert set(everything(client)) == {getattr(waiting, name).pk for name in names}
    assert ("data-empty" in text) == (not names)
    assert ("Проверять нечего" in text) == (not names)


def test_a_coordinator_finds_what_others_review(
    cast: SimpleNamespace, client: Client, waiting: SimpleNamespace
) -> None:
    client.force_login(cast.irina)
    assert "Проверяют другие</a>" not in body(client) or "Проверяют другие (4)" in body(client)
    others = body(client, f"{URL}?others=1")
    assert set(everything(client, f"{URL}?others=1")) == {
        waiting.korzovo.pk,
        waiting.first.pk,
        waiting.second.pk,
        waiting.school1.pk,
    }
    assert "Мои на проверке (1)" in others


def test_filters_cut_the_queue(
    cast: SimpleNamespace, client: Client, document: SimpleNamespace, waiting: SimpleNamespace
) -> None:
    client.force_login(cast.anna)
    assert listed(body(client, f"{URL}?organization={cast.school5.pk}")) == [waiting.first.pk, waiting.second.pk]
    assert everything(client, f"{URL}?directive={document.d42.pk}") == [waiting.korzovo.pk, waiting.second.pk]
    nothing = body(client, f"{URL}?organization={cast.korzovo.pk}&directive={document.d41.pk}")
    assert "По этим условиям ничего не ждёт проверки" in nothing


def test_accepting_goes_on_at_the_next_report(cast: SimpleNamespace, client: Client, waiting: SimpleNamespace) -> None:
    client.force_login(cast.anna)
    url = f"{URL}?organization={cast.school5.pk}"
    response = decide(client, waiting.first, "accept", url, place=waiting.second.pk)
    assert (response.status_code, response["Location"]) == (303, f"{url}#task-{waiting.second.pk}")
    waiting.first.refresh_from_db()
    assert (waiting.first.status, waiting.first.reviewed_by) == ("accepted", cast.anna)
    text = body(client, url)
    assert "Отчёт принят. Пункт 4.1, МБОУ «СШ № 5» г. Вязьмы." in text
    assert listed(text) == [waiting.second.pk]


def test_a_return_joins_the_standard_remarks_and_the_words(
    cast: SimpleNamespace, client: Client, waiting: SimpleNamespace
) -> None:
    client.force_login(cast.anna)
    response = decide(client, waiting.first, "return", remark=["proof", "order"], comment=" Приложите протокол. ")
    assert response.status_code == 303
    event = waiting.first.events.get(action="return")
    assert event.comment == "Нет подтверждения; не указаны реквизиты приказа. Приложите протокол."
    sent(waiting.first, cast.elena, text="Исправлено")
    assert "Замечание к отчёту № 1" in body(client, f"{URL}?open={cast.school5.pk}")


def test_a_return_without_a_word_is_refused_in_place(
    cast: SimpleNamespace, client: Client, waiting: SimpleNamespace
) -> None:
    client.force_login(cast.anna)
    response = decide(client, waiting.first, "return", comment="  ")
    assert response.status_code == 422
    text = response.content.decode()
    assert f'id="comment-{waiting.first.pk}_error"' in text
    assert listed(text) == [waiting.first.pk, waiting.second.pk]
    waiting.first.refresh_from_db()
    assert waiting.first.status == "submitted"


def test_a_task_of_no_number_is_refused(cast: SimpleNamespace, client: Client, waiting: SimpleNamespace) -> None:
    client.force_login(cast.anna)
    answer = client.post(URL, {"task": "9" * 5000, "action": "accept", "version": "1"})
    assert answer.status_code == 422


def test_too_many_words_are_refused_and_kept(cast: SimpleNamespace, client: Client, waiting: SimpleNamespace) -> None:
    client.force_login(cast.anna)
    response = decide(client, waiting.first, "return", remark=["link"], comment="я" * 5001)
    assert response.status_code == 422
    text = response.content.decode()
    assert "я" * 5001 in text
    assert 'value="link" checked' in text


def test_what_changed_meanwhile_is_told(cast: SimpleNamespace, client: Client, waiting: SimpleNamespace) -> None:
    client.force_login(cast.anna)
    waiting.first.refresh_from_db()
    stale = waiting.first.version
    lifecycle.recall(task=waiting.first, by=cast.elena, channel="page")
    response = client.post(URL, {"task": waiting.first.pk, "action": "accept", "version": stale})
    assert response.status_code == 409
    assert f'href="/tasks/{waiting.first.pk}/"' in response.content.decode()


def test_a_double_click_decides_once(cast: SimpleNamespace, client: Client, waiting: SimpleNamespace) -> None:
    client.force_login(cast.anna)
    form = {"task": waiting.first.pk, "action": "accept", "version": waiting.first.version, "once_key": "k" * 20}
    assert [client.post(URL, form).status_code for _click in range(2)] == [303, 303]
    assert waiting.first.events.filter(action="accept").count() == 1


@pytest.mark.parametrize(("person", "code"), [("elena", 403), ("pavel", 403), ("olga", 404), ("stranger", 404)])
def test_others_decide_nothing(
    cast: SimpleNamespace, client: Client, waiting: SimpleNamespace, person: str, code: int
) -> None:
    client.force_login(getattr(cast, person))
    assert decide(client, waiting.first, "accept").status_code == code
    waiting.first.refresh_from_db()
    assert waiting.first.status == "submitted"


def test_a_group_is_paged_by_twenty_and_asks_no_more_for_more_rows(
    cast: SimpleNamespace, client: Client, document: SimpleNamespace
) -> None:
    url = f"{URL}?by=item"
    client.force_login(cast.anna)
    schools(cast, document, 5)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        assert len(listed(body(client, url))) == 5
    schools(cast, document, 20)
    client.get(url)  # the calendar is remembered for half a minute
    with CaptureQueriesContext(connection) as many:
        text = body(client, url)
    assert 'data-total="25"' in text
    assert "Принять оставшиеся (20)" in text
    assert len(listed(text)) == 20
    assert len(many) == len(few)
    assert len(many) <= 22
    assert len(listed(body(client, f"{url}&page=2"))) == 5
