import datetime as dt

import pytest

from resolution_portal.notices.bell import notify
from resolution_portal.notices.models import Notice
from resolution_portal.once.tests.racing import race

NOW = dt.datetime(2022, 12, 15, 10, 0, tzinfo=dt.UTC)


def returned(user) -> bool:
    return notify(recipient=user, type="returned", title="Отчёт вернули", once_key="r:1", now=NOW, url="/tasks/1/")


def test_a_line_under_the_bell(alice):
    assert returned(alice) is True
    notice = alice.notices.get()
    assert (notice.title, notice.url, notice.created_at, notice.read_at) == ("Отчёт вернули", "/tasks/1/", NOW, None)


def test_a_known_key_adds_nothing(alice):
    returned(alice)
    assert returned(alice) is False
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_racers_add_one_line(alice):
    assert sorted(race(lambda: returned(alice), racers=4)) == [False, False, False, True]
