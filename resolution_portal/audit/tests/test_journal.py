import datetime as dt

import pytest

from resolution_portal import clock
from resolution_portal.audit import journal
from resolution_portal.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_who_did_what_is_put_down(alice):
    before = clock.now()
    journal.write(action="exported", by=alice, object="resolution 1", details={"rows": 27})
    entry = Entry.objects.get()
    assert (entry.action, entry.by, entry.object, entry.details) == ("exported", alice, "resolution 1", {"rows": 27})
    assert dt.timedelta(0) <= entry.at - before < dt.timedelta(minutes=1)
    assert entry.request_id == ""


def test_the_system_has_no_name():
    journal.write(action="swept", by=None)
    assert Entry.objects.get().by is None
