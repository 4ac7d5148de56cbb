"""A day's reminders: who is told what and when, each step once, one letter a person."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from organizations.models import Kind, Membership, Organization, User
from resolution_portal import clock
from resolution_portal.notices.bell import notify
from resolution_portal.notices.models import Letter, Notice
from tasks.models import Event, ReminderClaim, ReminderCopy, ReminderRule, Resolution, Status, Task
from tasks.services import lifecycle, reminders
from tasks.tests.cast import build_draft, published
from tasks.tests.states import put

DUE = date(2026, 12, 11)  # a Friday; Monday is 14.12, the third working day after it Wednesday 16.12
CREATED = datetime(2026, 10, 1, 9, tzinfo=clock.MOSCOW)
SCHOOL, BODY = ("elena", "school5"), ("anna", "vyazma")


@pytest.fixture
def paper(cast: SimpleNamespace) -> SimpleNamespace:
    """The cast's document due on a Friday in December, published long before."""
    made = published(build_draft(cast.region, due_on=DUE))
    Task.objects.update(created_at=CREATED, changed_at=CREATED)
    Letter.objects.all().delete()
    Notice.objects.all().delete()
    return made


def at(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=clock.MOSCOW)


def run(day: date) -> reminders.Outcome:
    return reminders.send(today=day, now=at(day), channel="job")


def only(*tasks: Task) -> None:
    """Take every other task off control."""
    Task.objects.exclude(pk__in=[task.pk for task in tasks]).update(status=Status.WITHDRAWN)


def every_day(first: date, last: date) -> None:
    for number in range((last - first).days + 1):
        run(first + timedelta(days=number))


def subjects(user: User) -> list[str]:
    return list(Letter.objects.filter(recipient=user).order_by("id").values_list("subject", flat=True))


def sent(task: Task) -> list[tuple[str, str, int]]:
    rows = ReminderClaim.objects.filter(task=task, state="sent").order_by("day", "rule", "step")
    return [(f"{day:%d.%m}", rule, step) for day, rule, step in rows.values_list("day", "rule", "step")]


def test_a_school_is_reminded_sparingly(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    task = paper.task(cast.school5, paper.d41)
    only(task)
    every_day(date(2026, 11, 20), date(2026, 12, 29))
    assert sent(task) == [
        ("02.12", "before", 7),
        ("09.12", "before", 2),
        ("11.12", "before", 0),
        ("14.12", "after", 1),
        ("16.12", "controller", 3),
        ("16.12", "explanation", 3),
        ("18.12", "after", 7),
        ("25.12", "after", 14),
        ("25.12", "coordinator", 10),
    ]
    assert (
        subjects(cast.elena)
        == subjects(cast.maria)
        == [
            "До срока 7 рабочих дней: пункт 4.1",
            "До срока 2 рабочих дня: пункт 4.1",
            "Сегодня последний день: пункт 4.1",
            "Срок нарушен: пункт 4.1",
            "Срок нарушен: пункт 4.1",
            "Срок нарушен: пункт 4.1",
            "Срок нарушен: пункт 4.1",
        ]
    )
    assert subjects(cast.anna) == ["Срок нарушен у исполнителей: 1 пункт"]
    assert subjects(cast.irina) == subjects(cast.galina) == ["Срок нарушен у исполнителей: 1 пункт"]


@pytest.mark.parametrize("place", ["vyazma", "soiro", "region"])
def test_bodies_soiro_and_the_kinds_without_rules_are_reminded_often(
    cast: SimpleNamespace, paper: SimpleNamespace, place: str
) -> None:
    directive = {"vyazma": paper.d21, "soiro": paper.d31, "region": paper.d11}[place]
    task = paper.task(getattr(cast, place), directive)
    only(task)
    every_day(date(2026, 11, 20), date(2026, 12, 21))
    own = [row for row in sent(task) if row[1] in ("before", "after")]
    assert own == [
        ("23.11", "before", 14),
        ("02.12", "before", 7),
        ("08.12", "before", 3),
        ("10.12", "before", 1),
        ("11.12", "before", 0),
        ("14.12", "after", 3),
        ("18.12", "after", 7),
    ], "one calendar day after is a Saturday: it waits for Monday, and the third day's step is then the later one"
    assert ReminderClaim.objects.get(task=task, rule="after", step=1).state == "skipped"


def test_a_kind_of_a_later_document_goes_by_the_rows_of_the_bodies(
    cast: SimpleNamespace, paper: SimpleNamespace
) -> None:
    task = paper.task(cast.school5, paper.d41)
    only(task)
    Organization.objects.filter(pk=cast.school5.pk).update(kind=Kind.objects.create(name="Детские сады"))
    run(date(2026, 12, 8))
    assert sent(task) == [("08.12", "before", 3)]
    ReminderRule.objects.filter(for_others=True, code="before").update(days=[2])
    run(date(2026, 12, 9))
    assert sent(task)[1:] == [("09.12", "before", 2)]


def test_nothing_goes_on_days_off(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    notify(recipient=cast.elena, type="comment", title="Комментарий", once_key="k", now=at(DUE), for_digest=True)
    for day in (date(2026, 12, 12), date(2026, 12, 13), date(2027, 1, 1)):
        assert run(day) == reminders.Outcome()
    assert not Letter.objects.exists()


def test_schools_are_left_alone_in_the_holidays_and_controllers_are_not(
    cast: SimpleNamespace, paper: SimpleNamespace
) -> None:
    task = paper.task(cast.school5, paper.d41)
    only(task)
    Task.objects.update(due_on=date(2026, 10, 26))  # the autumn holidays are 28.10–05.11
    every_day(date(2026, 10, 26), date(2026, 11, 6))
    assert sent(task) == [
        ("26.10", "before", 0),
        ("27.10", "after", 1),
        ("29.10", "controller", 3),
        ("06.11", "after", 7),
        ("06.11", "explanation", 3),
    ]


def test_missed_days_are_caught_up_once(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    task = paper.task(cast.school5, paper.d41)
    only(task)
    run(date(2026, 12, 2))
    outcome = run(date(2026, 12, 22))  # nobody ran the portal for three weeks
    assert sent(task)[1:] == [
        ("22.12", "after", 7),
        ("22.12", "controller", 3),
        ("22.12", "explanation", 3),
    ]
    skipped = ReminderClaim.objects.filter(state="skipped").order_by("id").values_list("rule", "step")
    assert list(skipped) == [("before", 2), ("before", 0), ("after", 1)]
    assert (outcome.claimed, outcome.skipped) == (3, 3)
    assert subjects(cast.elena)[1:] == ["Срок нарушен: пункт 4.1"]
    assert run(date(2026, 12, 22)) == run(date(2026, 12, 23)) == reminders.Outcome()


def test_what_was_missed_is_not_caught_up_in_the_holidays(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    task = paper.task(cast.school5, paper.d41)
    only(task)
    Task.objects.update(due_on=date(2026, 10, 26))
    run(date(2026, 10, 26))
    for day in (28, 29, 30):  # the 27th was missed; the autumn holidays are 28.10–05.11
        run(date(2026, 10, day))
    assert sent(task) == [("26.10", "before", 0), ("29.10", "controller", 3)]
    run(date(2026, 11, 6))
    assert sent(task)[2:] == [("06.11", "after", 7), ("06.11", "explanation", 3)]
    assert ReminderClaim.objects.filter(state="skipped", rule="after").values_list("step", flat=True).get() == 1


def test_what_was_to_be_said_before_a_task_existed_is_not_caught_up(
    cast: SimpleNamespace, paper: SimpleNamespace
) -> None:
    only(paper.task(cast.school5, paper.d41))
    Task.objects.update(created_at=at(date(2026, 12, 7)))
    assert run(date(2026, 12, 8)) == reminders.Outcome()
    assert run(date(2026, 12, 9)) == reminders.Outcome(claimed=1, skipped=0, letters=2)


def test_sending_stops_them_and_a_return_starts_them_for_the_new_date(
    cast: SimpleNamespace, paper: SimpleNamespace
) -> None:
    task = paper.task(cast.school5, paper.d41)
    only(task)
    run(date(2026, 12, 2))
    lifecycle.report(
        task=task, number=1, written_by=cast.elena, by=cast.elena, channel="page", now=at(date(2026, 12, 4))
    )
    every_day(date(2026, 12, 4), date(2026, 12, 16))
    assert sent(task) == [("02.12", "before", 7)]
    lifecycle.act("return", task=task, by=cast.anna, channel="page", comment="Нет приказа", now=at(date(2026, 12, 16)))
    assert task.due_on == date(2026, 12, 21)
    every_day(date(2026, 12, 16), date(2026, 12, 22))
    assert sent(task)[1:] == [("17.12", "before", 2), ("21.12", "before", 0), ("22.12", "after", 1)]


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.ACCEPTED, Status.WITHDRAWN])
def test_what_is_not_owed_is_silent(cast: SimpleNamespace, paper: SimpleNamespace, status: str) -> None:
    only()
    put(paper.task(cast.school5, paper.d41), status, sent_by=cast.elena)
    every_day(date(2026, 12, 9), date(2026, 12, 17))
    assert not ReminderClaim.objects.exists()


def test_an_archived_document_is_silent(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    Resolution.objects.update(status=Resolution.State.ARCHIVED)
    assert run(date(2026, 12, 9)) == reminders.Outcome()


def test_the_responsible_person_alone_while_they_work_there(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    task = paper.task(cast.school5, paper.d41)
    only(task)
    Task.objects.filter(pk=task.pk).update(responsible=cast.maria)
    run(date(2026, 12, 2))
    assert (len(subjects(cast.maria)), len(subjects(cast.elena))) == (1, 0)
    Membership.objects.filter(user=cast.maria).update(until=date(2026, 12, 5))
    run(date(2026, 12, 9))
    assert (len(subjects(cast.maria)), len(subjects(cast.elena))) == (1, 1)


def test_nobody_has_an_account(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    only(paper.task(cast.school5, paper.d41))
    Membership.objects.filter(organization=cast.school5).update(until=date(2026, 12, 1))
    Organization.objects.filter(pk=cast.school5.pk).update(email="school5@vyazma.example")
    assert run(date(2026, 12, 2)).letters == 2
    letter = Letter.objects.get(address="school5@vyazma.example")
    assert letter.recipient is None
    assert "ни у кого нет доступа в портал" in letter.text
    assert cast.anna.get_full_name() in letter.text, "whom to turn to"
    assert subjects(cast.anna) == ["Получателя нет: 1 организация"]
    Organization.objects.filter(pk=cast.school5.pk).update(email="")
    assert run(date(2026, 12, 9)).letters == 1
    assert subjects(cast.anna)[1:] == ["Получателя нет: 1 организация"]


def test_an_explanation_is_asked_in_the_letter_and_in_the_history(
    cast: SimpleNamespace, paper: SimpleNamespace
) -> None:
    task = paper.task(cast.school5, paper.d41)
    only(task)
    every_day(date(2026, 12, 14), date(2026, 12, 16))
    letter = Letter.objects.filter(recipient=cast.elena).latest("id")
    assert "нужно объяснение" in letter.text
    note = Event.objects.get(task=task, action="comment")
    assert (note.by, note.task_version) == (None, task.version)
    assert note.comment == (
        "Срок нарушен (просрочено на 3 рабочих дня). Просим объяснить причину и назвать день, когда отчёт будет."
    )


def test_one_letter_a_person_a_day_with_the_news_in_it(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    day = date(2026, 12, 9)
    for number, user in enumerate((cast.elena, cast.larisa, cast.pavel)):
        notify(
            recipient=user, type="comment", title=f"Новость {number}", url="/tasks/", once_key=str(number), now=at(day),
            for_digest=True,
        )  # fmt: skip
    put(paper.task(cast.lyceum, paper.d41), Status.SUBMITTED)
    put(paper.task(cast.lyceum, paper.d42), Status.SUBMITTED)
    run(day)
    assert subjects(cast.elena) == ["До срока 2 рабочих дня: пункты 4.1, 4.2"]
    assert subjects(cast.pavel) == subjects(cast.larisa) == ["Новое за день: 1 сообщение"]
    letter = Letter.objects.get(recipient=cast.elena)
    assert "Новость 0" in letter.text
    assert "http://127.0.0.1:8000/tasks/" in letter.html
    told = Notice.objects.get(title="Новость 0")
    assert (told.for_digest, told.letter) == (False, letter)
    bell = Notice.objects.get(recipient=cast.elena, type="reminder")
    assert (bell.title, bell.letter) == (letter.subject, letter)
    assert not Notice.objects.filter(recipient=cast.pavel, type="reminder").exists()
    notify(recipient=cast.elena, type="comment", title="Позже", once_key="later", now=at(day), for_digest=True)
    assert run(day) == reminders.Outcome(), "the letter of the day has gone"
    run(date(2026, 12, 10))
    assert subjects(cast.elena)[1:] == ["Новое за день: 1 сообщение"]


def test_what_comes_up_after_the_letter_of_the_day_waits_for_tomorrow(
    cast: SimpleNamespace, paper: SimpleNamespace
) -> None:
    first, second = paper.task(cast.school5, paper.d41), paper.task(cast.school5, paper.d42)
    only(first)
    run(date(2026, 12, 9))
    Task.objects.filter(pk=second.pk).update(status=Status.NEW)
    assert run(date(2026, 12, 9)) == reminders.Outcome()
    run(date(2026, 12, 10))
    assert sent(second) == [("10.12", "before", 2)]
    assert len(subjects(cast.elena)) == 2


def test_only_what_is_important_comes_by_mail_when_a_person_wants_that(
    cast: SimpleNamespace, paper: SimpleNamespace
) -> None:
    cast.elena.settings = {"mail": "important"}
    cast.elena.save()
    task = paper.task(cast.school5, paper.d41)
    only(task)
    run(date(2026, 12, 9))
    assert subjects(cast.elena) == []
    assert Notice.objects.get(recipient=cast.elena).title == "До срока 2 рабочих дня: пункт 4.1"
    assert ReminderCopy.objects.get(claim__task=task, recipient=cast.elena).letter is None
    run(date(2026, 12, 14))
    assert subjects(cast.elena) == ["Срок нарушен: пункт 4.1"]
    Task.objects.filter(pk=task.pk).update(status=Status.RETURNED, due_on=date(2026, 12, 18), changed_at=CREATED)
    run(date(2026, 12, 16))
    assert subjects(cast.elena)[1:] == ["До срока 2 рабочих дня: пункт 4.1"], "returned ones always come"


def test_a_digest_groups_by_urgency_and_links_each_item(cast: SimpleNamespace, paper: SimpleNamespace) -> None:
    late, soon = paper.task(cast.school5, paper.d41), paper.task(cast.school5, paper.d42)
    only(late, soon)
    Task.objects.filter(pk=soon.pk).update(due_on=date(2026, 12, 16))
    run(date(2026, 12, 14))
    letter = Letter.objects.get(recipient=cast.elena)
    assert letter.subject == "Срок нарушен: пункт 4.1; до срока 2 рабочих дня: пункт 4.2"
    assert letter.text.index("СРОК НАРУШЕН") < letter.text.index("ПРИБЛИЖАЕТСЯ СРОК")
    assert "Информация об исполнении пункта 4.1 в срок до 11 декабря 2026 г. не поступила." in letter.text.replace(
        "\u00a0", " "
    )
    for task in (late, soon):
        assert f'href="http://127.0.0.1:8000/tasks/{task.pk}/"' in letter.html
    assert letter.headers["X-Portal-Tasks"] == f"{late.pk}, {soon.pk}"


def test_queries_do_not_grow_with_people(
    cast: SimpleNamespace, paper: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        run(date(2026, 12, 9))
