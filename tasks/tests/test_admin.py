"""The admin is for looking: every list and form opens for staff, none of it writes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from organizations.models import User

SHOWN = {
    "organizations": ["user", "kind", "organization", "organizationmove", "membership", "apitoken", "calendarlink"],
    "tasks": [
        "resolution",
        "section",
        "directive",
        "checkpoint",
        "task",
        "event",
        "reminderrule",
        "quietrange",
        "reminderclaim",
    ],
}


@pytest.fixture
def staff(client: Client, cast: SimpleNamespace) -> Client:
    User.objects.filter(pk=cast.irina.pk).update(is_staff=True)
    client.force_login(cast.irina)
    return client


@pytest.mark.parametrize("model", [f"{app}/{name}" for app, names in SHOWN.items() for name in names])
def test_lists_open_and_nothing_can_be_added(staff: Client, document: SimpleNamespace, model: str) -> None:
    assert staff.get(f"/admin/{model}/").status_code == 200
    assert staff.get(f"/admin/{model}/add/").status_code == 403


def test_a_task_opens_and_is_not_written(staff: Client, cast: SimpleNamespace, document: SimpleNamespace) -> None:
    task = document.task(cast.school5, document.d41)
    url = f"/admin/tasks/task/{task.pk}/change/"
    assert "submit-row" in staff.get(url).content.decode()
    assert 'name="_save"' not in staff.get(url).content.decode()
    assert staff.post(url, {"status": "accepted"}).status_code == 403
    assert staff.post(f"/admin/tasks/task/{task.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_key_and_a_password_are_not_shown(staff: Client, cast: SimpleNamespace) -> None:
    html = staff.get(f"/admin/organizations/user/{cast.elena.pk}/change/").content.decode()
    assert "md5$" not in html


def test_others_do_not_get_in(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.irina)
    assert client.get("/admin/").status_code == 302
