"""Mass actions on pages: from the list to the result, without a script."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import User
from resolution_portal.background.models import Job
from resolution_portal.background.running import run_now
from tasks.models import BulkAct, Status, Task
from tasks.tests.states import put


@pytest.fixture
def sent(cast: SimpleNamespace, document: SimpleNamespace) -> list[Task]:
    return [
        put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.elena),
        put(document.task(cast.korzovo, document.d41), Status.SUBMITTED, sent_by=cast.tatyana),
    ]


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def shown(html: str) -> dict[str, int]:
    return {name: int(n) for name, n in re.findall(r'data-(total|allowed|refused|done)="(\d+)"', html)}


def test_the_way_from_the_list_to_the_result(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace, sent: list[Task]
) -> None:
    signed_in(client, cast.anna)
    new = document.task(cast.korzovo, document.d42)
    chosen = [sent[0].pk, sent[1].pk, new.pk]
    posted = client.post("/tasks/bulk/", {"action": "accept", "task": chosen, "query": "search=4&page=2"})
    act = BulkAct.objects.get()
    assert (posted.status_code, posted["Location"]) == (303, f"/tasks/bulk/{act.pk}/")
    preview = client.get(posted["Location"]).content.decode()
    assert shown(preview) == {"total": 3, "allowed": 2, "refused": 1}
    assert 'data-action="accept"' in preview and 'href="/tasks/?search=4"' in preview
    assert len(re.findall(r"<tr data-task=", preview)) == 2

    confirmed = client.post(posted["Location"], {"once_key": "k1"})
    again = client.post(posted["Location"], {"once_key": "k2"})
    job = Job.objects.get()
    assert (confirmed.status_code, confirmed["Location"], again["Location"]) == (
        303,
        f"/jobs/{job.pk}/",
        f"/jobs/{job.pk}/",
    )
    run_now(job)
    assert f'href="/tasks/bulk/{act.pk}/"' in client.get(f"/jobs/{job.pk}/").content.decode()
    result = client.get(posted["Location"]).content.decode()
    assert shown(result) == {"total": 3, "done": 2, "refused": 1}
    assert "<form" not in result.partition("<main")[2].partition("</main>")[0]

    file = client.get(f"/tasks/bulk/{act.pk}/refused.csv")
    assert file.content.decode("utf-8-sig").splitlines() == [
        "Пункт;Что сделать;Организация;Срок;Статус;Почему не выполнено",
        f"4.2;Пункт 4.2 коротко;МКОУ Корзовская ОШ;{new.due_on:%d.%m.%Y};Не начато;"
        "«Принять отчёт» сейчас нельзя: статус пункта — «Не начато».",
    ]
    assert "attachment" in file["Content-Disposition"]


def test_all_that_were_found_are_frozen(client: Client, cast: SimpleNamespace, sent: list[Task]) -> None:
    signed_in(client, cast.irina)
    client.post("/tasks/bulk/", {"action": "withdraw", "all": "1", "query": "status=submitted&ordering=number"})
    assert {row.task_id for row in BulkAct.objects.get().rows.all()} == {task.pk for task in sent}


def test_words_are_asked_for_at_their_field(client: Client, cast: SimpleNamespace, sent: list[Task]) -> None:
    signed_in(client, cast.irina)
    url = client.post("/tasks/bulk/", {"action": "withdraw", "task": [sent[0].pk]})["Location"]
    refused = client.post(url, {"comment": "  "})
    assert refused.status_code == 422
    assert 'id="id_comment_error"' in refused.content.decode()
    assert not Job.objects.exists()
    client.post(url, {"comment": "Школа реорганизована"})
    run_now(Job.objects.get())
    sent[0].refresh_from_db()
    assert (sent[0].status, sent[0].events.get(action="withdraw").comment) == ("withdrawn", "Школа реорганизована")


@pytest.mark.parametrize(
    ("who", "form", "code"),
    [
        ("anna", {"action": "accept"}, 422),
        ("anna", {"action": "explode", "all": "1"}, 422),
        ("anna", {"action": "accept", "task": "abc"}, 422),
        ("anna", {"action": "accept", "task": "9" * 30}, 404),
        ("anna", {"action": "accept", "task": "strange"}, 404),
        ("elena", {"action": "accept", "all": "1"}, 403),
        ("pavel", {"action": "comment", "all": "1"}, 403),
    ],
)
def test_what_cannot_be_is_refused(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace, who: str, form: dict[str, str], code: int
) -> None:
    if form.get("task") == "strange":
        form = {**form, "task": str(document.task(cast.school1, document.d41).pk)}
    assert signed_in(client, getattr(cast, who)).post("/tasks/bulk/", form).status_code == code
    assert not BulkAct.objects.exists()


def test_only_those_who_act_can_choose(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    for who, boxes in (("anna", 5), ("elena", 2), ("pavel", 0)):
        html = signed_in(client, getattr(cast, who)).get("/tasks/").content.decode()
        assert html.count('name="task"') == boxes
        assert ("data-selection" in html) == bool(boxes)


def test_queries_of_the_preview_do_not_grow(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    signed_in(client, cast.irina)

    def cost(tasks: list[Task]) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as freezing:
            url = client.post("/tasks/bulk/", {"action": "withdraw", "task": [t.pk for t in tasks]})["Location"]
        with CaptureQueriesContext(connection) as showing:
            client.get(url)
        return len(freezing), len(showing)

    everything = list(Task.objects.visible_to(cast.irina))
    cost(everything[:1])
    assert cost(everything) == cost(everything[:1])
