"""The tree: places, moves, refusals; and the routing of reviews."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from organizations.jobs import route_reviews
from organizations.models import Kind, Membership, Organization, OrganizationMove, Role
from organizations.services.people import end, grant
from organizations.services.registry import create_organization, create_organizations
from organizations.services.tree import FOLLOWERS, move
from resolution_portal import clock
from resolution_portal.problems import Impossible, Invalid
from tasks.models import Task


def below(organization: Organization) -> set[str]:
    return {o.short_name for o in Organization.objects.below(organization, itself=False)}


def test_everything_below_is_a_range_of_paths(cast: SimpleNamespace) -> None:
    assert below(cast.vyazma) == {"МБОУ «СШ № 5» г. Вязьмы", "МКОУ Корзовская ОШ"}
    assert below(cast.other) == {"Чужой район", "Чужая школа"}
    assert (cast.region.depth, cast.vyazma.depth, cast.school5.depth) == (0, 1, 2)


def test_move_rewrites_the_subtree_and_keeps_a_record(cast: SimpleNamespace) -> None:
    record = move(organization=cast.vyazma, parent=cast.other, by=cast.irina)
    assert below(cast.region) == {
        "ГАУ ДПО СОИРО",
        "Лицей имени Кирилла и Мефодия",
        "Ярцевский район",
        "МБОУ «СШ № 1» г. Ярцево",
    }
    assert below(cast.vyazma) == {"МБОУ «СШ № 5» г. Вязьмы", "МКОУ Корзовская ОШ"}
    assert (record.old_parent, record.new_parent) == (cast.region, cast.other)
    cast.school5.refresh_from_db()
    assert cast.school5.path.startswith(cast.vyazma.path)


def test_a_top_may_be_hung_below_another(cast: SimpleNamespace) -> None:
    move(organization=cast.lyceum, parent=cast.vyazma, by=None)
    top = create_organization(kind=cast.region.kind, parent=None, name="Центр", short_name="Центр")
    move(organization=top, parent=cast.region, by=None)
    top.refresh_from_db()
    assert (top.parent, top.depth, top.path.startswith(cast.region.path)) == (cast.region, 1, True)


def test_of_two_who_move_it_at_once_one_does(cast: SimpleNamespace) -> None:
    first, second = (Organization.objects.get(pk=cast.vyazma.pk) for _page in range(2))
    move(organization=first, parent=cast.other, by=None)
    with pytest.raises(Impossible):
        move(organization=second, parent=cast.other, by=None)


@pytest.mark.parametrize(("what", "where"), [("vyazma", "school5"), ("vyazma", "vyazma"), ("region", "other_school")])
def test_impossible_places_are_refused(what: str, where: str, cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        move(organization=getattr(cast, what), parent=getattr(cast, where), by=None)
    assert not OrganizationMove.objects.exists()


def test_what_follows_a_move_shares_its_transaction(
    cast: SimpleNamespace, document: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the tree and the tasks, nothing has moved."""

    def fail(organization: Organization) -> None:
        raise RuntimeError("killed here")

    monkeypatch.setattr("organizations.services.tree.FOLLOWERS", [*FOLLOWERS, fail])
    with pytest.raises(RuntimeError):
        move(organization=cast.korzovo, parent=cast.yartsevo, by=None)
    moved = Organization.objects.get(pk=cast.korzovo.pk)
    assert moved.parent == cast.vyazma
    assert set(Task.objects.filter(organization=moved).values_list("level_1", flat=True)) == {cast.vyazma.pk}


def test_a_name_is_taken_only_once_below_one_parent(cast: SimpleNamespace) -> None:
    schools = Kind.objects.get(name="Общеобразовательные организации")
    with pytest.raises(ValidationError, match="уже есть организация с таким названием"):
        create_organization(kind=schools, parent=cast.vyazma, name=cast.korzovo.name, short_name="Ещё одна")
    assert create_organization(kind=schools, parent=cast.yartsevo, name=cast.korzovo.name, short_name="Другая").pk


def test_a_fifth_level_is_refused(cast: SimpleNamespace) -> None:
    kind = cast.school5.kind
    branch = create_organization(kind=kind, parent=cast.school5, name="Филиал", short_name="Филиал")
    with pytest.raises(Invalid, match="четырёх уровней"):
        create_organization(kind=kind, parent=branch, name="Филиал филиала", short_name="Филиал филиала")


def test_many_at_once_get_places_of_their_own(cast: SimpleNamespace) -> None:
    kind = cast.school5.kind
    made = create_organizations(
        [
            Organization(kind=kind, parent=parent, name=f"Школа {n}", short_name=f"Школа {n}")
            for parent in (cast.vyazma, cast.yartsevo)
            for n in range(3)
        ]
    )
    assert len({o.path for o in made}) == 6
    assert len(below(cast.vyazma)) == 5
    assert all(
        o.controlled_from in (cast.vyazma, cast.yartsevo)
        for o in Organization.objects.filter(pk__in=[o.pk for o in made])
    )


def test_reviews_are_routed_to_the_nearest_with_a_live_controller(cast: SimpleNamespace) -> None:
    cast.school5.refresh_from_db()
    assert cast.school5.controlled_from == cast.vyazma
    end(membership=Membership.objects.get(user=cast.anna, role=Role.CONTROLLER))
    cast.school5.refresh_from_db()
    assert cast.school5.controlled_from == cast.region
    grant(user=cast.boris, organization=cast.vyazma, role=Role.CONTROLLER)
    cast.school5.refresh_from_db()
    assert cast.school5.controlled_from == cast.vyazma


def test_the_sweep_finds_roles_that_ended_by_the_calendar(cast: SimpleNamespace) -> None:
    Membership.objects.filter(user=cast.anna, role=Role.CONTROLLER).update(until=clock.today() - timedelta(days=1))
    route_reviews()
    cast.korzovo.refresh_from_db()
    assert cast.korzovo.controlled_from == cast.region
