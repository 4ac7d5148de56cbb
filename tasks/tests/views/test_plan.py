"""A coordinator takes a document in by hand: upload → plan → publication."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from resolution_portal.background.models import Job
from resolution_portal.background.running import run_now
from tasks.models import Addressee, Checkpoint, Resolution, Task

SAMPLE = Path(settings.BASE_DIR) / "tasks/samples/resolution-2022-08-23.docx"


@pytest.fixture
def irina(client: Client, cast: SimpleNamespace) -> Client:
    client.force_login(cast.irina)
    return client


def upload(client: Client, issuer: int, data: bytes | None = None, name: str = "Резолюция.docx") -> Any:
    file = SimpleUploadedFile(name, SAMPLE.read_bytes() if data is None else data)
    return client.post(reverse("resolution_new"), {"file": file, "issuer": issuer})


def plan_form(client: Client, document: Resolution, **changes: str) -> dict[str, str]:
    """The fields of the plan page as a browser would send them back."""
    context = client.get(reverse("resolution_plan", args=[document.pk])).context
    forms = [context["requisites"], context["rows"].management_form, *context["rows"]]
    posted = {
        field.html_name: "" if field.value() is None else str(field.value()) for form in forms for field in form
    } | {"version": str(context["version"])}
    return posted | changes


def test_from_file_to_tasks(irina: Client, cast: SimpleNamespace) -> None:
    answer = upload(irina, cast.region.pk)
    document = Resolution.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == reverse("resolution_plan", args=[document.pk])
    page = irina.get(answer["Location"])
    assert "Похоже, это проект документа" in page.content.decode()
    assert len(page.context["problems"]) == 14

    posted = plan_form(irina, document, basis_number="812-ОД", date_for_undated="2031-12-23", next="publish")
    posted["form-8-planned_on"] = "2031-09-30"
    answer = irina.post(reverse("resolution_plan", args=[document.pk]), posted)
    assert answer["Location"] == reverse("resolution_publish", args=[document.pk])
    document.refresh_from_db()
    assert document.basis_number == "812-ОД"
    dates = {d.number: d.checkpoints.get().planned_on for d in document.directives.all()}
    assert dates["4.1"] == date(2031, 9, 30)
    assert dates["1.1"] == date(2031, 12, 23)

    preview = irina.get(answer["Location"])
    assert preview.context["preview"].created == 36
    answer = irina.post(answer["Location"], {"once_key": "k"})
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("job", args=[job.pk]))
    run_now(job)
    assert Task.objects.count() == 36
    assert irina.get(reverse("resolution", args=[document.pk])).context["progress"].total == 36


def test_errors_keep_what_was_typed(irina: Client, draft: SimpleNamespace) -> None:
    posted = plan_form(irina, draft.resolution, title="", basis_by="Начальник Департамента", adopted_on="23.13.2022")
    answer = irina.post(reverse("resolution_plan", args=[draft.resolution.pk]), posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Начальник Департамента" in page
    assert "23.13.2022" in page
    assert {"title", "adopted_on"} == set(answer.context["requisites"].errors)


def test_two_coordinators_at_once_the_second_is_told(
    irina: Client, cast: SimpleNamespace, draft: SimpleNamespace
) -> None:
    posted = plan_form(irina, draft.resolution)
    url = reverse("resolution_plan", args=[draft.resolution.pk])
    assert irina.post(url, posted | {"place": "Вязьма"}).status_code == 303
    answer = irina.post(url, posted | {"place": "Рославль"})
    assert answer.status_code == 409
    assert "Рославль" in answer.content.decode()
    draft.resolution.refresh_from_db()
    assert draft.resolution.place == "Вязьма"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("Резолюция.docx", b"", "Файл пуст"),
        ("Резолюция.docx", b"PK\x03\x04zzz", "Резолюция.docx"),
        ("Резолюция.txt", "Просто текст.".encode(), "не найдено ни одного пункта"),
    ],
    ids=["empty", "broken", "no directives"],
)
def test_a_file_that_is_no_document(name: str, data: bytes, words: str, irina: Client, cast: SimpleNamespace) -> None:
    answer = upload(irina, cast.region.pk, data, name)
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors["file"])
    assert not Resolution.objects.exists()


def test_over_twenty_megabytes_is_too_large(irina: Client, cast: SimpleNamespace) -> None:
    answer = upload(irina, cast.region.pk, b"a" * (20 * 1024 * 1024 + 1), "Большой.txt")
    assert answer.status_code == 413
    assert "больше 20 МБ" in str(answer.context["form"].errors["file"])


def test_a_row_that_the_page_does_not_have_is_left_out(irina: Client, draft: SimpleNamespace) -> None:
    posted = plan_form(irina, draft.resolution, **{"form-TOTAL_FORMS": "6", "form-5-title": "Лишний"})
    answer = irina.post(reverse("resolution_plan", args=[draft.resolution.pk]), posted)
    assert answer.status_code == 303
    assert draft.resolution.directives.count() == 5


def test_an_unrecognized_addressee_leaves_the_choice_open(irina: Client, draft: SimpleNamespace) -> None:
    chosen = draft.d41.addressees.get().kind_id
    Addressee.objects.create(directive=draft.d41, text="Родительской общественности")
    posted = plan_form(irina, draft.resolution)
    assert (posted["form-3-kind"], posted["form-4-kind"]) == ("", str(chosen))


def test_a_date_on_a_day_off_moves_unless_the_document_says_otherwise(irina: Client, draft: SimpleNamespace) -> None:
    url = reverse("resolution_plan", args=[draft.resolution.pk])
    form = {
        name: "2026-12-12" if "planned_on" in name else words
        for name, words in plan_form(irina, draft.resolution).items()
    }
    irina.post(url, form)
    assert set(Checkpoint.objects.values_list("due_on", flat=True)) == {date(2026, 12, 11)}
    irina.post(url, {**form, "version": "2", "keep_days_off": "on"})
    assert set(Checkpoint.objects.values_list("due_on", flat=True)) == {date(2026, 12, 12)}
    irina.post(url, {**form, "version": "3"})
    assert set(Checkpoint.objects.values_list("due_on", flat=True)) == {date(2026, 12, 11)}


def test_who_publishes_second_is_told_so(irina: Client, cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    url = reverse("resolution_publish", args=[draft.resolution.pk])
    assert irina.post(url).status_code == 303
    irina.force_login(cast.galina)
    answer = irina.post(url)
    assert answer.status_code == 409
    assert "уже публикуют" in answer.content.decode()
    assert Job.objects.count() == 1


def test_the_same_file_again_is_refused_at_the_field(irina: Client, cast: SimpleNamespace) -> None:
    upload(irina, cast.region.pk)
    answer = upload(irina, cast.region.pk)
    assert answer.status_code == 422
    assert "уже загружен" in str(answer.context["form"].errors["file"])


def test_only_coordinators_of_the_issuer(client: Client, cast: SimpleNamespace, draft: SimpleNamespace) -> None:
    pages = [reverse(name, args=[draft.resolution.pk]) for name in ("resolution_plan", "resolution_publish")]
    for name in ("anna", "elena", "pavel", "dmitry", "sofia", "stranger"):
        client.force_login(getattr(cast, name))
        assert [client.get(page).status_code for page in pages] == [404, 404], name
    client.force_login(cast.anna)
    assert client.get(reverse("resolution_new")).status_code == 403


def test_a_published_document_has_no_plan_to_change(irina: Client, document: SimpleNamespace) -> None:
    answer = irina.get(reverse("resolution_plan", args=[document.resolution.pk]))
    assert answer["Location"] == reverse("resolution", args=[document.resolution.pk])


def test_the_documents_page_counts_what_the_person_sees(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    expected = {"irina": 12, "pavel": 12, "anna": 5, "elena": 2, "dmitry": 1, "sofia": 12}
    for name, total in expected.items():
        client.force_login(getattr(cast, name))
        page = client.get(reverse("resolution", args=[document.resolution.pk]))
        assert page.context["progress"].total == total, name
    client.force_login(cast.stranger)
    assert client.get(reverse("resolution", args=[document.resolution.pk])).status_code == 404


def test_an_executor_of_the_issuer_sees_a_document_without_items_of_theirs(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace
) -> None:
    Task.objects.get(directive=document.d11).delete()
    client.force_login(cast.dmitry)
    assert client.get(reverse("resolution", args=[document.resolution.pk])).status_code == 200


def test_the_source_comes_back_as_it_was(irina: Client, cast: SimpleNamespace) -> None:
    upload(irina, cast.region.pk)
    answer = irina.get(reverse("resolution_source", args=[Resolution.objects.get().pk]))
    assert b"".join(answer.streaming_content) == SAMPLE.read_bytes()  # type: ignore[attr-defined]
    assert "filename*=utf-8''%D0%A0" in answer["Content-Disposition"]


def test_a_source_that_is_gone_is_not_found(irina: Client, cast: SimpleNamespace) -> None:
    upload(irina, cast.region.pk)
    document = Resolution.objects.get()
    document.source.storage.delete(document.source.name)
    assert irina.get(reverse("resolution_source", args=[document.pk])).status_code == 404
