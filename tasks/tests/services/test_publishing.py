"""Publishing: what it says it would do, what it does, and that twice is once."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from organizations.models import Kind
from organizations.services.registry import create_organization
from resolution_portal import clock
from resolution_portal.background.models import Job
from resolution_portal.background.running import run, run_now
from resolution_portal.notices.models import Letter
from resolution_portal.problems import Forbidden, Invalid
from tasks.models import Addressee, Resolution, Task
from tasks.services import publishing
from tasks.services.schedule import add_checkpoint, set_only_date
from tasks.tests.cast import TASKS, build_draft


def test_preview_counts_come_true(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    seen = publishing.preview(draft.resolution)
    assert (seen.created, seen.existing, seen.problems) == (TASKS, 0, [])
    assert seen.by_kind == {
        "Департамент Смоленской области по образованию и науке": 1,
        "Органы управления образованием муниципальных районов и городских округов": 2,
        "ГАУ ДПО СОИРО": 1,
        "Общеобразовательные организации": 8,
    }
    assert seen.by_group == {
        "Департамент по образованию и науке": 1,
        "ГАУ ДПО СОИРО": 1,
        "Лицей имени Кирилла и Мефодия": 2,
        "Вяземский район": 5,
        "Ярцевский район": 3,
    }
    done = publishing.publish_now(resolution=draft.resolution, by=cast.irina)
    assert done == {"created": TASKS, "existing": 0, "by_kind": seen.by_kind}
    assert Task.objects.count() == TASKS
    draft.resolution.refresh_from_db()
    assert draft.resolution.status == Resolution.State.PUBLISHED


def test_tasks_carry_their_place_in_the_tree(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    task = document.task(cast.school5, document.d42)
    assert [task.level_0, task.level_1, task.level_2, task.level_3] == [cast.region, cast.vyazma, cast.school5, None]
    own = document.task(cast.region, document.d11)
    assert [own.level_0, own.level_1] == [cast.region, None]
    assert task.due_on == task.first_due_on == task.checkpoint.due_on
    assert task.resolution == document.resolution


def test_nothing_goes_to_another_region(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    assert not Task.objects.filter(organization__in=[cast.other, cast.other_town, cast.other_school]).exists()


def test_a_plan_spoilt_while_the_job_waited_is_refused(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    job = publishing.request_publication(resolution=draft.resolution, by=cast.irina)
    set_only_date(directive=draft.d41, planned_on=None)
    run(job.pk, now=clock.now())
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "Документ ещё нельзя опубликовать.")
    assert not Task.objects.exists()


def test_again_creates_only_what_is_missing(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    schools = Kind.objects.get(name="Общеобразовательные организации")
    create_organization(kind=schools, parent=cast.yartsevo, name="Новая школа", short_name="Новая школа")
    add_checkpoint(directive=document.d11, planned_on=clock.today() + timedelta(days=90))
    assert publishing.preview(document.resolution).created == 3
    done = publishing.publish_now(resolution=document.resolution, by=cast.irina)
    assert (done["created"], done["existing"]) == (3, TASKS)
    assert publishing.publish_now(resolution=document.resolution, by=cast.irina)["created"] == 0


def test_a_new_school_gets_nothing_that_was_due_before_it_opened(
    cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    due = document.d41.checkpoints.get().due_on
    schools = Kind.objects.get(name="Общеобразовательные организации")
    for name, opened_on in (("Вовремя", due), ("Поздно", due + timedelta(days=1))):
        create_organization(kind=schools, parent=cast.vyazma, name=name, short_name=name, opened_on=opened_on)
    publishing.publish_now(resolution=document.resolution, by=None)
    assert set(Task.objects.filter(organization__name__in=["Вовремя", "Поздно"]).values_list("organization__name")) == {
        ("Вовремя",)
    }


def test_a_closed_school_gets_nothing(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    cast.korzovo.closed_on = clock.today()
    cast.korzovo.save()
    assert publishing.publish_now(resolution=draft.resolution, by=None)["created"] == TASKS - 2


def test_one_organization_may_be_addressed_by_name(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    draft.d42.addressees.all().delete()
    Addressee.objects.create(directive=draft.d42, text="Корзовской школе", organization=cast.korzovo)
    publishing.publish_now(resolution=draft.resolution, by=None)
    assert [task.organization for task in draft.d42.tasks.all()] == [cast.korzovo]


def test_undated_and_unaddressed_are_refused_by_name(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    set_only_date(directive=draft.d21, planned_on=None)
    draft.d41.addressees.update(kind=None)
    with pytest.raises(Invalid) as refusal:
        publishing.request_publication(resolution=draft.resolution, by=cast.irina)
    assert [error.detail for error in refusal.value.errors] == [
        "Пункт 2.1: укажите срок.",
        "Пункт 4.1: выберите, кому он адресован.",
    ]
    assert not Job.objects.exists()


@pytest.mark.parametrize("name", ["anna", "pavel", "elena", "stranger", "dmitry"])
def test_only_the_issuers_coordinator_publishes(name: str, cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        publishing.request_publication(resolution=draft.resolution, by=getattr(cast, name))


def test_a_double_click_is_one_job(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    first = publishing.request_publication(resolution=draft.resolution, by=cast.irina)
    second = publishing.request_publication(resolution=draft.resolution, by=cast.galina)
    assert first.pk == second.pk
    run_now(first)
    assert publishing.request_publication(resolution=draft.resolution, by=cast.irina).pk != first.pk


def test_a_job_killed_half_way_goes_on_and_writes_nobody_twice(cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    job = publishing.request_publication(resolution=draft.resolution, by=cast.irina)

    class Killed(BaseException):
        """Nothing handles it, like SIGKILL."""

    def stop_at_third(done: int, total: int, message: str = "", /) -> None:
        if done == 3:
            raise Killed

    arguments = {"resolution": draft.resolution, "key": f"publish:{job.pk}", "stamp": job.created_at}
    with pytest.raises(Killed):
        publishing.publish(**arguments, progress=stop_at_third)
    assert 0 < Task.objects.count() < TASKS
    assert not Letter.objects.exists()
    assert run(job.pk, now=clock.now())
    job.refresh_from_db()
    assert (job.state, job.result["created"]) == (Job.State.DONE, TASKS)
    publishing.publish(**arguments)
    executors = {"dmitry", "sofia", "larisa", "anna", "elena", "maria", "tatyana", "olga", "yulia"}
    assert sorted(Letter.objects.values_list("address", flat=True)) == sorted(f"{n}@portal.example" for n in executors)


def test_the_letter_says_what_came_and_when_the_first_is_due(cast: SimpleNamespace) -> None:
    draft = build_draft(cast.region, due_on=date(2031, 9, 30))
    set_only_date(directive=draft.d42, planned_on=date(2031, 12, 23))
    publishing.publish_now(resolution=draft.resolution, by=cast.irina)
    letter = Letter.objects.get(recipient=cast.elena)
    assert letter.subject == "Новый документ на контроле: Резолюция от 23.08.2022"
    assert "Уважаемая Елена Викторовна!" in letter.text
    assert "Ближайший срок – 30 сентября 2031 г. (пункт 4.1)." in letter.text.replace("\u00a0", " ")
    tasks = {str(task.pk) for task in Task.objects.filter(organization=cast.school5)}
    assert set(letter.headers["X-Portal-Tasks"].split(",")) == tasks
    assert letter.headers["X-Portal-Type"] == "assigned"


def test_a_planned_day_off_gives_way_to_the_working_day_before(draft: SimpleNamespace) -> None:
    # Friday 4 November is a holiday
    set_only_date(directive=draft.d11, planned_on=date(2022, 11, 4))
    checkpoint = draft.d11.checkpoints.get()
    assert (checkpoint.planned_on, checkpoint.due_on) == (date(2022, 11, 4), date(2022, 11, 3))
