import datetime as dt

from resolution_portal.notices import news
from resolution_portal.notices.bell import notify
from resolution_portal.notices.models import Letter

NOW = dt.datetime(2022, 12, 15, 10, 0, tzinfo=dt.UTC)


def line(user, key, *, for_digest=True):
    notify(recipient=user, type="comment", title=key, once_key=key, now=NOW, for_digest=for_digest)


def test_what_waits_by_person_the_oldest_first(alice, bob):
    line(alice, "a1")
    line(bob, "b1")
    line(alice, "a2")
    line(alice, "told at once", for_digest=False)
    titles = {user: [notice.title for notice in notices] for user, notices in news.waiting().items()}
    assert titles == {alice.pk: ["a1", "a2"], bob.pk: ["b1"]}
    assert list(news.waiting([bob.pk])) == [bob.pk]


def test_told_once(alice):
    line(alice, "a1")
    waiting = news.waiting()[alice.pk]
    letter = Letter.objects.create(type="digest", address=alice.email, message_id="<1@x>", once_key="1", subject="С")
    assert news.told(waiting, letter)
    assert alice.notices.get().letter == letter
    assert news.waiting() == {}
    assert not news.told(waiting, letter), "somebody else has told of it"
