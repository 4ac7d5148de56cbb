import pytest

from resolution_portal.background import registry
from resolution_portal.background.models import Job

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def job(alice):
    return Job.objects.create(kind="count", owner=alice, state="running", done=7, total=14, message="Пункт 2.1")


def finish(job: Job, **fields):
    Job.objects.filter(pk=job.pk).update(finished_at="2022-12-15T10:00:00Z", **fields)


def test_the_owner_sees_how_far_it_is(client, alice, job, monkeypatch):
    monkeypatch.setitem(registry._titles, "count", "Публикация документа")
    client.force_login(alice)
    answer = client.get(f"/jobs/{job.pk}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-page="job"' in page
    assert f'<progress data-job="{job.pk}"' in page
    assert 'max="14" value="7"' in page
    assert "Публикация" in page
    assert "Открыть результат" not in page


def test_the_owners_program_gets_json(client, alice, job):
    client.force_login(alice)
    answer = client.get(f"/jobs/{job.pk}/", headers=JSON)
    expected = {
        "state": "running",
        "done": 7,
        "total": 14,
        "message": "Пункт 2.1",
        "result": None,
        "error": "",
        "file": None,
    }
    assert answer.json() == expected


def test_a_finished_job_leads_to_its_result(client, alice, job):
    finish(job, state="done", done=14, result={"url": "/resolutions/1/"})
    client.force_login(alice)
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert 'href="/resolutions/1/">Открыть результат</a>' in page


def test_a_failed_job_says_why(client, alice, job):
    finish(job, state="failed", error="Пункт 1.2: укажите срок.")
    client.force_login(alice)
    page = client.get(f"/jobs/{job.pk}/").content.decode().replace("\u00a0", " ")
    assert 'role="alert"' in page
    assert "Пункт 1.2: укажите срок." in page


@pytest.mark.parametrize("headers", [{}, JSON], ids=["page", "json"])
def test_to_others_it_does_not_exist(client, bob, job, headers):
    client.force_login(bob)
    assert client.get(f"/jobs/{job.pk}/", headers=headers).status_code == 404
    nobodys = Job.objects.create(kind="count")
    assert client.get(f"/jobs/{nobodys.pk}/", headers=headers).status_code == 404


def test_who_has_not_signed_in_is_asked_to(client, job):
    answer = client.get(f"/jobs/{job.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next=/jobs/{job.pk}/")
    refused = client.get(f"/jobs/{job.pk}/", headers=JSON)
    assert (refused.status_code, refused["Content-Type"]) == (401, "application/problem+json")
