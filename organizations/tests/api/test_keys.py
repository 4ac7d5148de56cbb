"""Who may call at all: keys and their scopes, sessions."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from rest_framework.test import APIClient

from organizations.models import ApiToken
from organizations.services.tokens import create_token
from organizations.tests.api.calling import caller, ok, refusal
from resolution_portal import clock

URL = "/api/v1/organizations/"


def test_without_a_key_one_has_to_sign_in(db: None) -> None:
    response = APIClient().get(URL)
    assert refusal(response, 401)["code"] == "not_signed_in"
    assert response["WWW-Authenticate"] == "Token"


@pytest.mark.parametrize("header", ["Token", "Token nobody", "Token a b", "Bearer x", "Token \u00ff"])
def test_what_is_no_key_is_refused(db: None, header: str) -> None:
    refusal(APIClient().get(URL, HTTP_AUTHORIZATION=header), 401)


def test_a_revoked_or_expired_key_opens_nothing(cast: SimpleNamespace) -> None:
    client = caller(cast.elena)
    ok(client.get(URL))
    ApiToken.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert "истёк" in refusal(client.get(URL), 401)["detail"]
    ApiToken.objects.update(expires_at=None, revoked_at=clock.now())
    refusal(client.get(URL), 401)


def test_closed_access_closes_the_keys_too(cast: SimpleNamespace) -> None:
    client = caller(cast.elena)
    cast.elena.is_active = False
    cast.elena.save()
    refusal(client.get(URL), 401)


def test_reading_takes_the_scope_read(cast: SimpleNamespace) -> None:
    assert "«read»" in refusal(caller(cast.elena, "report", "control").get(URL), 403)["detail"]


def test_a_session_reads_and_its_posts_need_the_csrf_token(cast: SimpleNamespace, document: SimpleNamespace) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(cast.elena)
    task = document.task(cast.school5, document.d41)
    ok(client.get(URL))
    refusal(client.post(f"/api/v1/tasks/{task.pk}/actions/", {"action": "start"}, format="json"), 403)


def test_a_key_is_known_by_its_digest_alone(cast: SimpleNamespace) -> None:
    key = create_token(user=cast.elena, scopes=["read"])
    assert key not in str(ApiToken.objects.values().get())


def test_organizations_are_those_that_one_sees(cast: SimpleNamespace) -> None:
    def names(client: APIClient, query: str = "") -> set[str]:
        return {row["short_name"] for row in ok(client.get(URL + query))["results"]}

    town = {"Вяземский район", "МБОУ «СШ № 5» г. Вязьмы", "МКОУ Корзовская ОШ"}
    assert names(caller(cast.anna)) == town
    assert names(caller(cast.elena)) == {"МБОУ «СШ № 5» г. Вязьмы"}
    assert names(caller(cast.irina), f"?under={cast.vyazma.pk}") == town
    assert names(caller(cast.irina), "?search=корзовская") == {"МКОУ Корзовская ОШ"}


def test_an_organization_names_its_kind_and_parent(cast: SimpleNamespace) -> None:
    (row,) = ok(caller(cast.elena).get(URL))["results"]
    assert row == {
        "id": cast.school5.pk,
        "name": "МБОУ «СШ № 5» г. Вязьмы (полное название)",
        "short_name": "МБОУ «СШ № 5» г. Вязьмы",
        "kind": {"id": cast.school5.kind_id, "name": "Общеобразовательные организации"},
        "parent": cast.vyazma.pk,
        "inn": "",
        "ogrn": "",
        "opened_on": "2020-09-01",
        "closed_on": None,
    }
