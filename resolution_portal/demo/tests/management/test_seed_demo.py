import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Organization, User

pytestmark = pytest.mark.django_db
SMALL = {"schools": 28, "seed": 3}


def run(*words, **options):
    said, complained = StringIO(), StringIO()
    call_command("seed_demo", *words, stdout=said, stderr=complained, **options)
    return said.getvalue(), complained.getvalue()


def test_a_database_with_organizations_is_refused_and_left_alone(cast):
    before = (Organization.objects.count(), User.objects.count())
    said = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("seed_demo", "--json", stdout=said, stderr=StringIO(), **SMALL)
    assert left.value.code == 1
    assert "уже есть организации" in json.loads(said.getvalue())["problems"][0]["message"]
    assert (Organization.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize("schools", ["27", "371", "много"])
def test_a_number_of_schools_that_cannot_be_is_wrong_usage(schools):
    with pytest.raises(CommandError, match="от 28 до 370"):
        call_command("seed_demo", f"--schools={schools}")
    assert not Organization.objects.exists()


def test_it_says_in_words_who_may_sign_in(settings):
    settings.PORTAL_DEMO = True
    said, complained = run(**SMALL)
    assert "school@portal.example  executor, МБОУ «СШ № 5» г. Вязьмы" in said
    assert "Организаций: 57, пунктов на исполнении: 280." in said
    assert complained == ""
    assert User.objects.get(email="school@portal.example").check_password("Smolensk-2022")


def test_outside_a_demonstration_nobody_gets_the_published_password(settings):
    settings.PORTAL_DEMO = False
    _said, complained = run(**SMALL)
    password = complained.strip().rpartition(" ")[2]
    user = User.objects.get(email="coordinator@portal.example")
    assert user.check_password(password)
    assert not user.check_password("Smolensk-2022")
