"""A person's own chips: saved, counted as the list answers, replaced, taken away."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tasks.models import SavedQuestion, Status
from tasks.services import saved_questions
from tasks.tests.states import put
from tasks.tests.views.test_list import chips, page, total


def save(client: Client, name: str, query: str) -> int:
    return client.post("/tasks/questions/", {"name": name, "query": query}).status_code


@pytest.fixture
def irina(client: Client, cast: SimpleNamespace, document: SimpleNamespace) -> Client:
    put(document.task(cast.school5, document.d41), Status.RETURNED)
    put(document.task(cast.school1, document.d41), Status.SUBMITTED)
    client.force_login(cast.irina)
    return client


def test_each_counts_exactly_what_it_opens(irina: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    for number, query in enumerate(
        [
            f"under={cast.vyazma.pk}&ordering=-number&page=3",
            f"resolution={document.resolution.pk}&group=Региональный уровень",
            f"directive={document.d41.pk}&status=new&status=returned",
            "search=пункта 4.2",
            f"organization={cast.school5.pk}&overdue=0&due_after=2020-01-01",
            f"kind={cast.school5.kind_id}&on_time=1",
            "status=withdrawn",
            "overdue=неважно&status=new",
        ]
    ):
        assert save(irina, f"Вопрос {number}", query) == 303
    found = {key: chip for key, chip in chips(page(irina, cast.irina)).items() if key.startswith("saved")}
    numbers = [number for _url, number in found.values()]
    assert numbers == [5, 2, 3, 4, 2, 2, 0, 10]
    for url, number in found.values():
        assert "page=" not in url
        assert total(page(irina, cast.irina, url.removeprefix("/tasks/"))) == number


def test_the_current_one_is_marked_whatever_the_order(irina: Client, cast: SimpleNamespace) -> None:
    save(irina, "Сельские школы", "status=new&search=школа")
    html = page(irina, cast.irina, "?search=школа&status=new&ordering=number&due_after=")
    assert re.search(r'aria-current="true">Сельские школы', html)
    assert "Сохранить вопрос" not in html


def test_conditions_offer_to_be_saved(irina: Client, cast: SimpleNamespace) -> None:
    assert "Сохранить вопрос" not in page(irina, cast.irina, "?ordering=number")
    html = page(irina, cast.irina, "?status=new&page=1")
    assert "Сохранить вопрос" in html
    assert '<input type="hidden" name="query" value="status=new">' in html


def test_a_known_name_replaces_and_names_are_ones_own(irina: Client, cast: SimpleNamespace) -> None:
    save(irina, "Мои", "status=new")
    save(irina, " Мои ", "status=returned")
    irina.force_login(cast.galina)
    save(irina, "Мои", "overdue=1")
    assert set(SavedQuestion.objects.values_list("owner", "query")) == {
        (cast.irina.pk, "status=returned"),
        (cast.galina.pk, "overdue=1"),
    }


@pytest.mark.parametrize(
    ("name", "query"),
    [("", "status=new"), ("Я" * 61, "status=new"), ("Пусто", "page=2&x=1"), ("Длинно", "search=" + "я" * 999)],
)
def test_what_cannot_be_kept_is_refused(irina: Client, name: str, query: str) -> None:
    assert save(irina, name, query) == 422
    assert not SavedQuestion.objects.exists()


def test_twenty_are_the_most(irina: Client, cast: SimpleNamespace) -> None:
    for number in range(saved_questions.MOST):
        SavedQuestion.objects.create(owner=cast.irina, name=str(number), query="status=new")
    assert save(irina, "Ещё", "status=new") == 409
    assert save(irina, "7", "status=returned") == 303
    assert SavedQuestion.objects.count() == saved_questions.MOST


def test_one_is_taken_away_by_its_owner_only(irina: Client, cast: SimpleNamespace) -> None:
    save(irina, "Мои", "status=new")
    url = f"/tasks/questions/{SavedQuestion.objects.get().pk}/forget/"
    irina.force_login(cast.galina)
    assert irina.post(url).status_code == 404
    irina.force_login(cast.irina)
    assert irina.get(url).status_code == 302
    assert irina.post(url).status_code == 303
    assert not SavedQuestion.objects.exists()


def test_all_are_counted_in_one_query(irina: Client, cast: SimpleNamespace) -> None:
    counts = []
    for number in range(3):
        SavedQuestion.objects.create(owner=cast.irina, name=str(number), query="status=new&overdue=1")
        with CaptureQueriesContext(connection) as captured:
            irina.get("/tasks/")
        counts.append(len(captured))
    assert len(set(counts)) == 1
