import pytest

from resolution_portal.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice_with_password(alice):
    alice.set_password("correct horse battery")
    alice.save()
    return alice


def sign_in(client, password: str):
    fields = {"login": "alice@portal.example", "password": password}
    return client.post("/accounts/login/", fields, REMOTE_ADDR="10.0.0.7")


def test_signing_in_and_out_is_put_down(client, alice_with_password):
    assert sign_in(client, "correct horse battery").status_code == 302
    client.post("/accounts/logout/")
    came, left = Entry.objects.order_by("id")
    assert (came.action, came.by, came.details["address"]) == ("signed_in", alice_with_password, "10.0.0.7")
    assert (left.action, left.by) == ("signed_out", alice_with_password)
    assert len(came.request_id) == 32
    assert came.request_id != left.request_id


def test_a_refusal_is_put_down_without_the_password(client, alice_with_password):
    sign_in(client, "wrong horse")
    entry = Entry.objects.get()
    assert (entry.action, entry.by, entry.object) == ("sign_in_refused", None, "alice@portal.example")
    assert "horse" not in str(entry.details)
