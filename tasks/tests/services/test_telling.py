"""Who is told of each act, by which way under each preset, in which words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction

from organizations.models import User
from organizations.services import people
from resolution_portal.notices.models import Letter, Notice
from tasks.models import Event, Status, Task
from tasks.services import bulk, lifecycle, publishing
from tasks.services.schedule import add_checkpoint
from tasks.tests.cast import published
from tasks.tests.states import put

# The task is school 5's; Elena sent what was sent. Anna reviews, Irina is above her, Maria is the school's other one.
GRID = """
act      by    status    type      told       all    daily  important
accept   anna  submitted accepted  elena      letter digest bell
accept   irina submitted accepted  elena      letter digest bell
return   anna  submitted returned  elena      letter letter letter
reopen   anna  accepted  returned  elena      letter letter letter
comment  anna  submitted comment   elena      letter digest bell
comment  elena submitted comment   anna       letter digest bell
comment  maria new       comment   anna       letter digest bell
comment  irina submitted comment   anna,elena letter digest bell
withdraw anna  submitted withdrawn elena      letter digest bell
withdraw irina new       withdrawn elena,maria letter digest bell
restore  anna  withdrawn restored  elena,maria letter digest bell
start    elena new       -         -          -      -      -
recall   maria submitted -         -          -      -      -
"""
HEAD, *ROWS = [line.split() for line in GRID.strip().splitlines()]
PRESETS = HEAD[5:]


def test_grid(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    """One world for all rows: each act is rolled back."""
    Notice.objects.all().delete()
    Letter.objects.all().delete()
    assert [_row(cast, document, *row[:3]) for row in ROWS] == ROWS


def _row(cast: SimpleNamespace, document: SimpleNamespace, act: str, by: str, status: str) -> list[str]:
    found = []
    for preset in PRESETS:
        with transaction.atomic():
            User.objects.update(settings={"mail": preset})
            task = document.task(cast.school5, document.d41)
            if status != "new":
                task = put(task, status, sent_by=None if status == "withdrawn" else cast.elena)
            actor = User.objects.get(pk=getattr(cast, by).pk)
            lifecycle.act(act, task=task, by=actor, channel="page", comment="Слова")
            found.append(_told())
            transaction.set_rollback(True)
    types, told, ways = zip(*found, strict=True)
    assert len(set(types)) == len(set(told)) == 1
    return [act, by, status, types[0], told[0], *ways]


def _told() -> tuple[str, str, str]:
    """The type, the people and the way of all there is, the same for each."""
    notices = list(Notice.objects.select_related("recipient"))
    by_mail = set(Letter.objects.values_list("recipient_id", "type"))
    assert by_mail <= {(notice.recipient_id, notice.type) for notice in notices}
    ways = {"letter" if notice.letter_id else "digest" if notice.for_digest else "bell" for notice in notices}
    told = sorted(notice.recipient.email.partition("@")[0] for notice in notices)
    assert len(ways) <= 1
    return next(iter({notice.type for notice in notices}), "-"), ",".join(told) or "-", "".join(ways) or "-"


@pytest.fixture
def sent(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    """Elena's report, under review, all mail at once, the publication's messages gone."""
    Notice.objects.all().delete()
    Letter.objects.all().delete()
    User.objects.update(settings={"mail": "all"})
    return put(document.task(cast.school5, document.d41), Status.SUBMITTED, sent_by=cast.elena)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_return_says_what_to_mend_and_until_when(cast: SimpleNamespace, sent: Task) -> None:
    Task.objects.filter(pk=sent.pk).update(due_on=date(2022, 9, 30))
    sent.refresh_from_db()
    moment = datetime(2022, 9, 30, 9, 0, tzinfo=UTC)
    lifecycle.return_(task=sent, by=cast.anna, channel="page", comment="Не указаны реквизиты & дата", now=moment)
    letter = Letter.objects.get()
    assert plain(letter.subject) in (
        "На доработку до 5 октября: пункт 4.1",
        "На доработку до 5 октября 2022 г.: пункт 4.1",
    )
    text = plain(letter.text)
    assert text.startswith(
        "Уважаемая Елена Викторовна!\n\nОтчёт возвращён. Что нужно исправить: Не указаны реквизиты & дата"
    )
    assert "Исправить до 5 октября 2022 г. (включительно)." in text
    assert "Вопросы: Петрова Анна Сергеевна, 8 (48131) 4-22-17." in text
    assert f"/tasks/{sent.pk}/" in text
    assert "Не указаны реквизиты &amp; дата" in letter.html
    assert letter.created_at == moment
    unsubscribe = letter.headers.pop("List-Unsubscribe")
    assert re.fullmatch(r"<https?://[^/]+/account/#mail>", unsubscribe)
    assert letter.headers == {
        "X-Portal-Type": "returned",
        "X-Portal-Tasks": str(sent.pk),
        "Reply-To": "anna@portal.example",
    }
    notice = Notice.objects.get()
    assert (notice.title, notice.url, notice.letter) == (letter.subject, f"/tasks/{sent.pk}/", letter)


def test_what_was_accepted_goes_off_control(cast: SimpleNamespace, sent: Task) -> None:
    moment = datetime(2022, 10, 3, 9, 0, tzinfo=UTC)
    lifecycle.accept(task=sent, by=cast.anna, channel="page", now=moment)
    letter = Letter.objects.get()
    assert letter.subject == "Отчёт принят: пункт 4.1"
    assert "Отчёт принят 3 октября 2022 г. Пункт снят с контроля." in plain(letter.text)


def test_or_stays_on_it_until_the_next_date(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    add_checkpoint(directive=draft.d41, planned_on=date(2031, 5, 26))
    document = published(draft)
    User.objects.update(settings={"mail": "all"})
    both = Task.objects.filter(organization=cast.school5, directive=document.d41).order_by("due_on")
    sent = put(both[0], Status.SUBMITTED, sent_by=cast.elena)
    lifecycle.accept(task=sent, by=cast.anna, channel="page", now=datetime(2022, 10, 3, 9, 0, tzinfo=UTC))
    words = "Отчёт принят 3 октября 2022 г. Пункт остаётся на контроле, следующий срок – 26 мая 2031 г."
    assert words in plain(Letter.objects.get(type="accepted").text)
    assert plain(Notice.objects.get(type="accepted").body) == words


def test_the_responsible_person_is_told_and_nobody_else(
    cast: SimpleNamespace, document: SimpleNamespace, sent: Task
) -> None:
    Task.objects.filter(pk=sent.pk).update(responsible=cast.maria, submitted_by=cast.maria)
    sent.refresh_from_db()
    lifecycle.accept(task=sent, by=cast.anna, channel="page")
    assert [notice.recipient for notice in Notice.objects.all()] == [cast.maria]


def test_whoever_left_is_not_told(cast: SimpleNamespace, sent: Task) -> None:
    people.end(membership=cast.elena.memberships.get())
    lifecycle.accept(task=sent, by=cast.anna, channel="page")
    assert [notice.recipient for notice in Notice.objects.all()] == [cast.maria]


def test_what_is_rolled_back_was_never_told(cast: SimpleNamespace, sent: Task) -> None:
    with transaction.atomic():
        lifecycle.accept(task=sent, by=cast.anna, channel="page")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not Letter.objects.exists()


def test_many_accepted_at_once_are_one_message_a_person(
    cast: SimpleNamespace, document: SimpleNamespace, sent: Task
) -> None:
    second = put(document.task(cast.school5, document.d42), Status.SUBMITTED, sent_by=cast.elena)
    third = put(document.task(cast.korzovo, document.d41), Status.SUBMITTED, sent_by=cast.tatyana)
    bulk.accept(versions={task.pk: task.version for task in (sent, second, third)}, by=cast.anna, channel="page")
    assert {letter.recipient: letter.subject for letter in Letter.objects.all()} == {
        cast.elena: "Отчёты приняты: пункты 4.1, 4.2",
        cast.tatyana: "Отчёт принят: пункт 4.1",
    }
    letter = Letter.objects.get(recipient=cast.elena)
    assert letter.headers["X-Portal-Tasks"] == f"{sent.pk},{second.pk}"
    assert "принято 2 отчёта." in letter.text
    assert "4.2. Пункт 4.2 коротко" in letter.text
    url = Notice.objects.get(recipient=cast.elena).url
    assert url == f"/tasks/?resolution={document.resolution.pk}&status=accepted"


def test_the_system_tells_too_and_names_the_reviewer(cast: SimpleNamespace, sent: Task) -> None:
    lifecycle.withdraw(task=sent, by=None, channel="command", comment="Школа реорганизована")
    letter = Letter.objects.get()
    assert letter.subject == "Снято без исполнения: пункт 4.1"
    assert "Основание: Школа реорганизована" in letter.text
    assert letter.headers["Reply-To"] == "anna@portal.example"
    assert Event.objects.get(action="withdraw").by is None


def test_a_publication_is_one_line_each_and_a_letter_unless_only_the_important_is_wanted(
    cast: SimpleNamespace, draft: SimpleNamespace
) -> None:
    User.objects.filter(pk=cast.elena.pk).update(settings={"mail": "important"})
    publishing.publish_now(resolution=draft.resolution, by=cast.irina)
    executors = {"dmitry", "sofia", "larisa", "anna", "elena", "maria", "tatyana", "olga", "yulia"}
    told = {notice.recipient.email.partition("@")[0]: notice for notice in Notice.objects.select_related("recipient")}
    assert set(told) == executors
    assert {name for name, notice in told.items() if notice.letter_id is None} == {"elena"}
    assert not any(notice.for_digest for notice in told.values())
    assert told["maria"].url == f"/tasks/?resolution={draft.resolution.pk}"
    assert Letter.objects.get(recipient=cast.maria).headers["Reply-To"] == "anna@portal.example"
