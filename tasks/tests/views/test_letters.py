"""The letters of the next day before they go: who gets what, and holding them for a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import Membership, Organization, User
from organizations.services.people import grant
from organizations.services.registry import create_organization
from resolution_portal import clock
from resolution_portal.audit.models import Entry
from resolution_portal.notices.models import Letter
from tasks.models import ReminderClaim, ReminderHold, Status, Task
from tasks.services import reminders
from tasks.services.publishing import publish
from tasks.tests.cast import build_draft, published

DAY = date(2026, 12, 9)  # two working days before the date: every school is reminded, nobody else


@pytest.fixture
def evening() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 12, 8, 18, tzinfo=clock.MOSCOW), tick=False) as traveller:
        yield traveller


@pytest.fixture
def paper(cast: SimpleNamespace, evening: Any) -> SimpleNamespace:
    made = published(build_draft(cast.region, due_on=date(2026, 12, 11)))
    long_ago = datetime(2026, 10, 1, 9, tzinfo=clock.MOSCOW)
    Task.objects.update(created_at=long_ago, changed_at=long_ago)
    bodies = Task.objects.exclude(directive__in=[made.d41, made.d42])
    bodies.update(status=Status.ACCEPTED, accepted_at=long_ago, on_time=True)
    Letter.objects.all().delete()
    return made


@pytest.fixture
def signed(cast: SimpleNamespace, paper: SimpleNamespace) -> Callable[[str], Client]:
    def sign(person: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, person))
        return client

    return sign


def address(paper: SimpleNamespace, name: str = "resolution_letters") -> str:
    return reverse(name, args=[paper.resolution.pk])


def rows(page: Any) -> list[tuple[str, str, dict[str, int]]]:
    return [
        (
            str(row.person or (row.recipient.email if row.recipient else "–")),
            row.organization.short_name,
            {str(urgency): number for urgency, number in row.counts.items()},
        )
        for row in page.context["page"]
    ]


def run(day: date) -> int:
    return reminders.send(today=day, now=datetime.combine(day, time(8), tzinfo=clock.MOSCOW), channel="job").claimed


def test_by_person_in_the_order_of_organizations(
    cast: SimpleNamespace, paper: SimpleNamespace, signed: Callable[[str], Client]
) -> None:
    page = signed("irina").get(address(paper))
    assert page.context["day"] == DAY
    assert [row[1:] for row in rows(page)] == [
        ("Лицей имени Кирилла и Мефодия", {"soon": 2}),
        ("МБОУ «СШ № 1» г. Ярцево", {"soon": 2}),
        ("МБОУ «СШ № 5» г. Вязьмы", {"soon": 2}),
        ("МБОУ «СШ № 5» г. Вязьмы", {"soon": 2}),
        ("МКОУ Корзовская ОШ", {"soon": 2}),
    ]
    assert page.context["found"].number == 5
    (total,) = page.context["totals"]
    assert (total.letters, total.items, total.alone, total.held) == (5, 8, 0, 0)
    assert run(DAY) == 8
    assert Letter.objects.count() == 5, "what was shown is what went"


def test_a_controller_sees_their_subtree_and_an_executor_nothing(
    cast: SimpleNamespace, paper: SimpleNamespace, signed: Callable[[str], Client]
) -> None:
    page = signed("anna").get(address(paper))
    assert {row[1] for row in rows(page)} == {"МБОУ «СШ № 5» г. Вязьмы", "МКОУ Корзовская ОШ"}
    assert "Придержать" not in page.content.decode().replace("Придержано", "")
    assert signed("elena").get(address(paper)).status_code == 403


def test_whom_nothing_reaches_and_whom_only_the_bell(
    cast: SimpleNamespace, paper: SimpleNamespace, signed: Callable[[str], Client]
) -> None:
    Membership.objects.filter(organization__in=[cast.school5, cast.korzovo]).update(until=date(2026, 12, 1))
    Organization.objects.filter(pk=cast.school5.pk).update(email="school5@vyazma.example", phone="+7 48131 5-55-55")
    cast.larisa.settings = {"mail": "important"}
    cast.larisa.save()
    page = signed("irina").get(address(paper))
    assert {row[:2] for row in rows(page)} == {
        ("Петрова Анна Сергеевна", "Вяземский район"),
        (str(cast.larisa), "Лицей имени Кирилла и Мефодия"),
        ("school5@vyazma.example", "МБОУ «СШ № 5» г. Вязьмы"),
        ("–", "МКОУ Корзовская ОШ"),
        (str(cast.yulia), "МБОУ «СШ № 1» г. Ярцево"),
    }
    assert page.context["found"].number == 3
    html = page.content.decode()
    assert "письма не будет, только уведомление" in html
    assert "+7 48131 5-55-55" in html
    above = f"organization:{cast.vyazma.pk}"  # told of others' items only: there is nothing of its own to hold
    assert signed("irina").get(address(paper), {"hold": above}).status_code == 404
    alone = signed("irina").get(address(paper), {"what": "nobody"})
    assert [row[1] for row in rows(alone)] == ["МБОУ «СШ № 5» г. Вязьмы", "МКОУ Корзовская ОШ"]


def test_filters(cast: SimpleNamespace, paper: SimpleNamespace, signed: Callable[[str], Client]) -> None:
    irina = signed("irina")
    assert len(rows(irina.get(address(paper), {"text": "иванова"}))) == 1
    assert len(rows(irina.get(address(paper), {"text": "корзовская"}))) == 1
    assert rows(irina.get(address(paper), {"what": "late"})) == []
    assert rows(irina.get(address(paper), {"kind": "999"})) == []
    assert len(rows(irina.get(address(paper), {"kind": cast.school5.kind_id, "what": "soon"}))) == 5


@pytest.mark.parametrize(
    ("wanted", "gone", "left"),
    [("all", 5, 0), ("organization:{school5}", 2, 6), ("person:{elena}", 2, 6)],
)
def test_holding_for_a_day(
    cast: SimpleNamespace, paper: SimpleNamespace, signed: Callable[[str], Client], wanted: str, gone: int, left: int
) -> None:
    irina = signed("irina")
    wanted = wanted.format(school5=cast.school5.pk, elena=cast.elena.pk)
    preview = irina.get(address(paper), {"hold": wanted})
    assert (preview.context["gone"], preview.context["shorter"]) == (gone, 0)
    shown = preview.content.decode().replace("\u00a0", " ")
    assert "10 декабря (чт)" in shown
    assert not ReminderHold.objects.exists()
    typed = {"hold": wanted, "day": "2026-12-09", "words": "Ждём уточнения"}
    assert irina.post(address(paper, "resolution_letters_hold"), typed).status_code == 303
    held = ReminderHold.objects.get()
    assert (held.by, held.words, held.day) == (cast.irina, "Ждём уточнения", DAY)
    assert Entry.objects.get(action="reminders.held").by_id == cast.irina.pk
    page = irina.get(address(paper))
    assert page.context["found"].number == 5 - gone
    assert "Ждём уточнения" in page.content.decode()
    assert (run(DAY), run(DAY)) == (left, 0)
    assert (run(date(2026, 12, 10)), run(date(2026, 12, 10))) == (8 - left, 0)
    claims = ReminderClaim.objects.filter(state="sent")
    assert claims.filter(task__organization=cast.school5).values_list("day", "step").distinct().get() == (
        date(2026, 12, 10), 2
    )  # fmt: skip


def test_a_hold_is_undone_before_the_letters_go(
    cast: SimpleNamespace, paper: SimpleNamespace, signed: Callable[[str], Client], evening: Any
) -> None:
    irina = signed("irina")
    typed = {"hold": "all", "day": "2026-12-09", "words": "Ждём"}
    irina.post(address(paper, "resolution_letters_hold"), typed)
    assert irina.post(address(paper, "resolution_letters_hold"), typed).status_code == 409
    number = {"number": ReminderHold.objects.get().pk}
    assert irina.post(address(paper, "resolution_letters_release"), number).status_code == 303
    assert not ReminderHold.objects.exists()
    assert run(DAY) == 8
    assert irina.post(address(paper, "resolution_letters_release"), number).status_code == 404


def test_at_eight_it_is_too_late(
    cast: SimpleNamespace, paper: SimpleNamespace, signed: Callable[[str], Client], evening: Any
) -> None:
    irina = signed("irina")
    irina.post(address(paper, "resolution_letters_hold"), {"hold": "all", "day": "2026-12-09", "words": "Ждём"})
    evening.move_to(datetime(2026, 12, 9, 8, tzinfo=clock.MOSCOW))
    late = irina.post(address(paper, "resolution_letters_release"), {"number": ReminderHold.objects.get().pk})
    assert late.status_code == 409
    assert "уже ушли без придержанных" in late.content.decode()
    other = {"hold": f"person:{cast.elena.pk}", "day": "2026-12-09", "words": "Ждём"}
    stale = irina.post(address(paper, "resolution_letters_hold"), other)
    assert stale.status_code == 409
    assert "Письма этого дня уже уходят" in stale.content.decode()
    assert ReminderHold.objects.count() == 1
    assert stale.context["day"] == date(2026, 12, 10)
    assert 'value="Ждём"' in stale.content.decode(), "the words stay, for the day that is next now"
    gone = irina.post(address(paper, "resolution_letters_hold"), {**other, "hold": "person:0", "words": ""})
    assert (gone.status_code, "target" in gone.context) == (409, False)


@pytest.mark.parametrize("wanted", ["person:0", "organization:0", "person:None", "еже"])
def test_only_whom_the_letters_name(paper: SimpleNamespace, signed: Callable[[str], Client], wanted: str) -> None:
    assert signed("irina").get(address(paper), {"hold": wanted}).status_code == 404


def test_words_are_asked_for_and_only_the_issuers_coordinators_hold(
    paper: SimpleNamespace, signed: Callable[[str], Client]
) -> None:
    typed = {"hold": "all", "day": "2026-12-09", "words": " "}
    answer = signed("irina").post(address(paper, "resolution_letters_hold"), typed)
    assert answer.status_code == 422
    assert "Напишите, почему письма ждут" in answer.content.decode()
    assert signed("anna").get(address(paper), {"hold": "all"}).status_code == 403
    assert signed("anna").post(address(paper, "resolution_letters_hold"), typed).status_code == 403


def test_queries_do_not_grow_with_people(
    cast: SimpleNamespace, paper: SimpleNamespace, signed: Callable[[str], Client]
) -> None:
    irina = signed("irina")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert irina.get(address(paper)).status_code == 200
        return len(found)

    irina.get(address(paper))
    few = queries()
    for number in range(12):
        name = f"Школа {number}"
        school = create_organization(
            kind=cast.school5.kind, parent=cast.vyazma, name=name, short_name=name, opened_on=date(2020, 9, 1)
        )
        person = User.objects.create_user(f"{number}@school.example", last_name="Иванов", first_name="Иван")
        grant(user=person, organization=school, role="executor", since=date(2020, 9, 1))
    publish(resolution=paper.resolution, key="again", stamp=clock.now())
    assert len(rows(irina.get(address(paper)))) == 17
    assert queries() == few


def test_the_task_page_tells_an_executor_of_their_own_only(
    cast: SimpleNamespace, paper: SimpleNamespace, signed: Callable[[str], Client]
) -> None:
    url = reverse("task", args=[paper.task(cast.school5, paper.d41).pk])
    own, above = (
        re.findall(r'data-step="(\w+) ', signed(person).get(url).content.decode()) for person in ("elena", "anna")
    )
    assert own == ["before", "explanation"]
    assert above == ["before", "explanation", "controller", "coordinator"]
