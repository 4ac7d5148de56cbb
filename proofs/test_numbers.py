"""Every number on every page that a link leads to is the number of rows of the list behind it, for every role."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from organizations.models import User
from proofs.crawling import Page, Reader
from proofs.numbers import Lists, Promise, promises

pytestmark = pytest.mark.django_db

ROLES = ["coordinator", "municipality", "school", "department-head", "observer", "soiro", "department", "school2"]


@pytest.fixture(scope="module")
def region(short: bool, django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """The demo on 15 December 2022: all 370 schools, or forty; taken back afterwards."""
    printed = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        options = {"schools": 40} if short else {}
        call_command("seed_demo", "--json", today=date(2022, 12, 15), stdout=printed, stderr=StringIO(), **options)
        yield SimpleNamespace(**json.loads(printed.getvalue()))
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.xdist_group("numbers")
def test_each_number_is_what_its_list_holds(
    role: str, region: SimpleNamespace, short: bool, record_property: Callable[[str, object], None]
) -> None:
    pages, compared, wrong = 0, Counter[str](), []
    client = Client()
    client.force_login(User.objects.get(email=f"{role}@portal.example"))
    reader = Reader(client)
    lists, met = Lists(reader), set[Promise]()
    for page in reader.walk(alike=2 if short else 10, named=8 if short else 60):
        pages += 1
        if page.status != 200:
            wrong.append(f"{page.url} answered {page.status}")
        for promise in _some(page, 40 if short else 500):
            if promise not in met:
                met.add(promise)
                compared[promise.kind] += 1
                said = lists.total(promise.url)
                if said != promise.number:
                    wrong.append(f"{page.url}: {promise.kind} {promise.number}, {promise.url} says {said}")
    kinds = ", ".join(f"{kind} {number:,}" for kind, number in sorted(compared.items()))
    record_property(
        "figure", f"{pages:,} pages, {compared.total():,} numbers compared ({kinds}), {len(wrong)} mismatches"
    )
    assert wrong == []
    assert compared["counter"] > 0


def _some(page: Page, most: int) -> list[Promise]:
    """All numbers of a page, or as many of them by chance; the same ones in each run."""
    found = list(promises(page))
    return found if len(found) <= most else random.Random(page.url).sample(found, most)
