"""The page of the rules: what is typed is shown before it is saved, and only the issuer's coordinators get there."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Kind, Organization
from resolution_portal.audit.models import Entry
from tasks.models import QuietRange, ReminderRule
from tasks.reminding.rulebook import read


@pytest.fixture
def irina(client: Client, cast: SimpleNamespace) -> Client:
    client.force_login(cast.irina)
    return client


def typed(client: Client, url: str, **changes: str) -> dict[str, str]:
    """The form as a browser would send it back; ``before4`` names a field of the fourth kind."""
    context = client.get(url).context
    posted = {"version": context["version"]}
    for number, (_kind, form, *_own) in enumerate(context["rows"], start=1):
        for field in form:
            value = field.field.prepare_value(field.value())
            posted[field.html_name] = changes.pop(f"{field.name}{number}", "" if value is None else str(value))
    return {**posted, **changes}


def test_defaults_are_shown_kind_by_kind(irina: Client, document: SimpleNamespace) -> None:
    page = irina.get(reverse("resolution_reminders", args=[document.resolution.pk]))
    shown = {kind.position: form.initial for kind, form, *_own in page.context["rows"]}
    assert list(shown) == [1, 2, 3, 4]
    assert shown[4] == {
        "before": (7, 2, 0), "after": (1,), "every": 7, "explanation": (3,), "controller": (3,), "coordinator": (10,)
    }  # fmt: skip
    assert shown[1] == shown[2] == shown[3] == {**shown[4], "before": (14, 7, 3, 1, 0), "after": (1, 3)}
    assert "своих правил нет" in page.content.decode()


def test_what_would_change_is_shown_and_not_saved(irina: Client, document: SimpleNamespace) -> None:
    url = reverse("resolution_reminders", args=[document.resolution.pk])
    due_on = document.task(Organization.objects.get(short_name__startswith="Лицей"), document.d41).due_on
    page = irina.post(url, {**typed(irina, url, before4="7; 2"), "show": "1"})
    assert page.status_code == 200
    assert [kind.position for kind in page.context["changed"]] == [4]
    # Eight items of four schools are silent on their last day; the three others still have their reminders.
    assert [(row.day, row.before, row.after) for row in page.context["days"]] == [(due_on, 12, 4)]
    assert not ReminderRule.objects.filter(resolution__isnull=False).exists()


def test_saving_touches_only_what_was_changed(irina: Client, document: SimpleNamespace) -> None:
    url = reverse("resolution_reminders", args=[document.resolution.pk])
    assert irina.post(url, {**typed(irina, url, before4="5, 0", every4=""), "save": "1"}).status_code == 303
    rows = ReminderRule.objects.filter(resolution=document.resolution)
    assert set(rows.values_list("kind__position", flat=True)) == {4}
    schools = read().of(document.resolution.pk, rows[0].kind_id)
    assert (schools.days["before"], schools.days["after"], schools.every) == ((0, 5), (1,), None)
    assert Entry.objects.get(action="reminders.rules").details["kinds"] == ["Общеобразовательные организации"]
    irina.post(url, {"reset": "1"})
    assert read().of(document.resolution.pk, rows[0].kind_id if rows else Kind.objects.get(position=4).pk).every == 7


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("семь", "Укажите целые числа через запятую, например: 7, 2, 0."),
        ("7, 99", "Не больше десяти чисел, каждое от 0 до 60."),
        ("99999999999999999999", "Не больше десяти чисел, каждое от 0 до 60."),
    ],
)
def test_errors_stand_at_the_field_and_keep_what_was_typed(
    irina: Client, document: SimpleNamespace, words: str, error: str
) -> None:
    url = reverse("resolution_reminders", args=[document.resolution.pk])
    page = irina.post(url, {**typed(irina, url, before4=words), "save": "1"})
    assert page.status_code == 422
    html = page.content.decode()
    assert error in html
    assert f'value="{words}"' in html


def test_two_coordinators_at_once_the_second_is_told(irina: Client, document: SimpleNamespace) -> None:
    url = reverse("resolution_reminders", args=[document.resolution.pk])
    first, second = typed(irina, url, before4="5"), typed(irina, url, before4="4")
    irina.post(url, {**first, "save": "1"})
    page = irina.post(url, {**second, "save": "1"})
    assert page.status_code == 409
    assert 'value="4"' in page.content.decode()


def test_quiet_ranges_are_added_and_removed(irina: Client, cast: SimpleNamespace) -> None:
    url, schools = reverse("quiet_ranges"), cast.school5.kind_id
    period = {"kind": schools, "name": "Карантин", "first": "2027-02-01", "last": "2027-02-12"}
    assert irina.post(url, period).status_code == 303
    added = QuietRange.objects.get(name="Карантин")
    assert (added.first, added.last, added.yearly) == (date(2027, 2, 1), date(2027, 2, 12), False)
    assert any(quiet.covers(date(2027, 2, 5)) for quiet in read().of(None, schools).quiet)
    assert irina.post(url, {"remove": added.pk}).status_code == 303
    assert not QuietRange.objects.filter(pk=added.pk).exists()
    assert irina.post(url, {"remove": "нет"}).status_code == 404
    backwards = irina.post(url, {**period, "last": "2027-01-01"})
    assert backwards.status_code == 422
    assert "Период не может закончиться раньше, чем начался." in backwards.content.decode()


@pytest.mark.parametrize(("person", "code"), [("anna", 403), ("elena", 403), ("stranger", 404)])
def test_only_the_issuers_coordinators(
    client: Client, cast: SimpleNamespace, document: SimpleNamespace, person: str, code: int
) -> None:
    client.force_login(getattr(cast, person))
    assert client.get(reverse("resolution_reminders", args=[document.resolution.pk])).status_code == code
