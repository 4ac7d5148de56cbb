from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Count

from organizations.models import Membership, Organization, User
from resolution_portal.demo.tests.conftest import PASSWORD
from resolution_portal.notices.models import Letter
from tasks.models import Checkpoint, Directive, Resolution, Task

pytestmark = pytest.mark.django_db

ROLES = {
    "coordinator@portal.example": [("coordinator", "Департамент по образованию и науке")],
    "department@portal.example": [("executor", "Департамент по образованию и науке")],
    "department-head@portal.example": [("coordinator", "Департамент по образованию и науке")],
    "municipality@portal.example": [("executor", "Вяземский район"), ("controller", "Вяземский район")],
    "soiro@portal.example": [("executor", "ГАУ ДПО СОИРО"), ("observer", "Департамент по образованию и науке")],
    "observer@portal.example": [("observer", "Департамент по образованию и науке")],
    "school@portal.example": [("executor", "МБОУ «СШ № 5» г. Вязьмы")],
    "school2@portal.example": [("executor", "МКОУ Корзовская ОШ")],
}
PUBLISHED = datetime(2022, 9, 9, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))


def test_the_tree_stands_as_the_register_says(region):
    assert region.answer["organizations"] == Organization.objects.count() == 1 + 1 + 27 + 40
    by_depth = dict(Organization.objects.order_by().values_list("depth").annotate(Count("pk")))
    regional = Organization.objects.filter(depth=1, kind__name="Общеобразовательные организации").count()
    assert by_depth == {0: 1, 1: 28 + regional, 2: 40 - regional}
    assert regional == 1
    korzovo = Organization.objects.get(short_name="МКОУ Корзовская ОШ")
    assert korzovo.parent is not None and korzovo.parent.short_name == "Хиславичский район"
    assert korzovo.controlled_from == korzovo.parent
    assert korzovo.parent.controlled_from == Organization.objects.get(depth=0)


def test_named_accounts_are_told_with_what_they_are(region):
    told: dict = {}
    for account in region.answer["accounts"]:
        told.setdefault(account["email"], []).append((account["role"], account["organization"]))
    assert told == ROLES


def test_everybody_signs_in_with_the_one_password(region):
    for email in ROLES:
        user = User.objects.get(email=email)
        assert user.is_active and user.check_password(PASSWORD)
    assert User.objects.values("password").distinct().count() == 1
    assert User.objects.count() == 8 + 26 + 38
    assert not User.objects.filter(memberships=None).exists()
    assert not Organization.objects.exclude(memberships__role="executor").exists()
    assert Membership.objects.live(date(2022, 9, 9)).count() == Membership.objects.count()


def test_the_document_is_on_control_with_its_order_and_passports(region):
    document = Resolution.objects.get(pk=region.answer["resolution"])
    assert (document.status, document.published_at) == ("published", PUBLISHED)
    assert document.adopted_on == date(2022, 8, 23)
    assert (document.basis_number, document.basis_date) == ("812-ОД", date(2022, 9, 6))
    assert document.created_at < PUBLISHED
    numbers = "1.1 1.2 1.3 2.1 2.2 2.3 2.4 3.1 4.1 4.2 4.3 4.4 4.5 4.6"
    assert " ".join(document.directives.values_list("number", flat=True)) == numbers
    for empty in ("title", "plain", "expected_result", "proof", "sample", "curator_name", "curator_phone"):
        assert not Directive.objects.filter(**{empty: ""}).exists(), empty
    upper = Directive.objects.get(number="2.1")
    assert [lower.number for lower in upper.supported_by.all()] == ["4.1"]


def test_each_directive_has_one_date(region):
    assert Checkpoint.objects.count() == 14
    assert Checkpoint.objects.get(directive__number="4.1").due_on == date(2022, 9, 30)
    assert Checkpoint.objects.get(directive__number="4.3").due_on == date(2022, 12, 23)


def test_every_addressee_has_its_tasks(region):
    assert region.answer["tasks"] == Task.objects.count() == 3 + 4 * 27 + 1 + 6 * 40
    by_status = dict(Task.objects.order_by().values_list("status").annotate(Count("pk")))
    assert region.answer["by_status"] == {"new": 0, "returned": 0, "withdrawn": 0} | by_status
    assert list(region.answer["by_status"]) == "new in_progress submitted returned accepted withdrawn".split()


def test_letters_of_the_publication_came_then(region):
    letters = Letter.objects.filter(type="assigned")
    assert letters.count() == 1 + 1 + 27 + 40
    assert set(letters.values_list("state", "created_at")) == {("sent", PUBLISHED)}
    assert not letters.exclude(sent_at__date=PUBLISHED.date()).exists()
