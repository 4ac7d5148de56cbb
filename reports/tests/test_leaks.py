"""Who sees whose rows: two regions, two municipalities, a moved school, a role that ended yesterday.

Every organization of the cast with a task has a sent report with a file and a receipt, and a draft with a file of its
own: there is something to leak everywhere. Written by hand: whose rows each person sees.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile

from organizations.models import Membership, Organization, Role
from organizations.services.people import end, grant
from organizations.services.tree import move
from reports.models import Evidence, ProgressReport, Receipt, StoredFile
from resolution_portal import clock
from tasks.models import Resolution, Status, Task
from tasks.services.publishing import publish
from tasks.tests.cast import build_draft
from tasks.tests.states import put

PLACES = "region soiro lyceum vyazma school5 korzovo yartsevo school1 other other_town other_school".split()
REGION = "region soiro lyceum vyazma school5 korzovo yartsevo school1"
SEES = {
    "irina": REGION,
    "galina": REGION,
    "pavel": REGION,
    "sofia": REGION,
    "dmitry": "region",
    "larisa": "lyceum",
    "anna": "vyazma school5 korzovo",
    "boris": "",
    "elena": "school5",
    "maria": "school5",
    "tatyana": "korzovo",
    "olga": "yartsevo school1",
    "yulia": "school1",
    "stranger": "other other_town other_school",
    "foreign": "other_school",
}
#: Drafts are seen in their own organization only, by those who act there.
DRAFTS = {
    "irina": "region",
    "galina": "region",
    "dmitry": "region",
    "sofia": "soiro",
    "larisa": "lyceum",
    "anna": "vyazma",
    "elena": "school5",
    "maria": "school5",
    "tatyana": "korzovo",
    "olga": "yartsevo",
    "yulia": "school1",
    "stranger": "other",
    "foreign": "other_school",
}


@pytest.fixture
def world(cast: SimpleNamespace, document: SimpleNamespace) -> SimpleNamespace:
    """The cast's two regions, each with a published document, reports and drafts everywhere."""
    foreign = build_draft(cast.other)
    publish(resolution=foreign.resolution, key="foreign", stamp=clock.now())
    for number, place in enumerate(PLACES, start=1):
        _fill(getattr(cast, place), number)
    return SimpleNamespace(cast=cast, here=document.resolution, there=foreign.resolution)


def _fill(organization: Organization, number: int) -> None:
    tasks = list(Task.objects.filter(organization=organization).order_by("pk"))
    task = put(tasks[0], Status.SUBMITTED)
    receipt = Receipt.objects.create(
        number=number, organization=organization, resolution=task.resolution, sent_at=clock.now()
    )
    for state, which in (("submitted", 1), ("draft", 2)):
        report = ProgressReport.objects.create(
            task=task,
            number=which,
            state=state,
            text="Сделано",
            channel="page",
            edited_at=clock.now(),
            submitted_at=clock.now() if state == "submitted" else None,
            receipt=receipt if state == "submitted" else None,
        )
        file = StoredFile(
            organization=organization, name=f"{state}.pdf", size=4, media_type="application/pdf", created_at=clock.now()
        )
        file.blob.save("x", ContentFile(b"%PDF"))
        Evidence.objects.create(report=report, file=file)


def places(world: SimpleNamespace, ids: set[int]) -> set[str]:
    return {place for place in PLACES if getattr(world.cast, place).pk in ids}


@pytest.mark.parametrize("name", SEES)
def test_tasks_and_organizations(name: str, world: SimpleNamespace) -> None:
    user = getattr(world.cast, name)
    expected = set(SEES[name].split())
    assert places(world, set(Task.objects.visible_to(user).values_list("organization", flat=True))) == expected
    assert places(world, set(Organization.objects.visible_to(user).values_list("pk", flat=True))) == expected


@pytest.mark.parametrize("name", SEES)
def test_reports_receipts_and_files(name: str, world: SimpleNamespace) -> None:
    user = getattr(world.cast, name)
    sent, drafts = set(SEES[name].split()), set(DRAFTS.get(name, "").split())
    reports = ProgressReport.objects.visible_to(user)
    owner = "task__organization"
    assert places(world, set(reports.filter(state="submitted").values_list(owner, flat=True))) == sent
    assert places(world, set(reports.filter(state="draft").values_list(owner, flat=True))) == drafts
    assert places(world, set(Receipt.objects.visible_to(user).values_list("organization", flat=True))) == sent
    files = StoredFile.objects.visible_to(user)
    assert places(world, set(files.filter(name="submitted.pdf").values_list("organization", flat=True))) == sent
    assert places(world, set(files.filter(name="draft.pdf").values_list("organization", flat=True))) == drafts


@pytest.mark.parametrize("name", SEES)
def test_documents(name: str, world: SimpleNamespace) -> None:
    seen = set(Resolution.objects.visible_to(getattr(world.cast, name)))
    expected = {"": set(), "other": {world.there}}.get(SEES[name].partition("_")[0].partition(" ")[0], {world.here})
    assert seen == expected


def test_a_draft_document_is_its_coordinators(world: SimpleNamespace) -> None:
    draft = build_draft(world.cast.region).resolution
    see = {name for name in SEES if draft in Resolution.objects.visible_to(getattr(world.cast, name))}
    assert see == {"irina", "galina"}


def test_a_moved_school_goes_with_all_its_tasks(world: SimpleNamespace) -> None:
    cast = world.cast
    move(organization=cast.korzovo, parent=cast.yartsevo, by=cast.irina)
    korzovo = Task.objects.filter(organization=cast.korzovo)
    assert not Task.objects.visible_to(cast.anna).filter(organization=cast.korzovo).exists()
    assert Task.objects.visible_to(cast.olga).filter(organization=cast.korzovo).count() == korzovo.count() == 2
    assert Task.objects.visible_to(cast.tatyana).count() == 2
    assert ProgressReport.objects.visible_to(cast.olga).filter(task__organization=cast.korzovo).count() == 1
    assert not StoredFile.objects.visible_to(cast.anna).filter(organization=cast.korzovo).exists()


def test_a_municipality_moved_to_another_region_takes_its_schools(world: SimpleNamespace) -> None:
    cast = world.cast
    move(organization=cast.vyazma, parent=cast.other, by=None)
    assert Task.objects.visible_to(cast.irina).filter(organization=cast.school5).count() == 0
    assert Task.objects.visible_to(cast.stranger).filter(organization=cast.school5).count() == 2
    assert Task.objects.visible_to(cast.anna).filter(organization=cast.school5).count() == 2


def test_a_role_that_ends_today_reaches_nothing_today(world: SimpleNamespace) -> None:
    end(membership=Membership.objects.get(user=world.cast.olga, role=Role.CONTROLLER))
    seen = places(world, set(Task.objects.visible_to(world.cast.olga).values_list("organization", flat=True)))
    assert seen == {"yartsevo"}  # still an executor of the body itself


def test_nested_roles_show_each_row_once(world: SimpleNamespace) -> None:
    cast = world.cast
    grant(user=cast.anna, organization=cast.region, role=Role.OBSERVER)
    assert Task.objects.visible_to(cast.anna).count() == Task.objects.filter(level_0=cast.region).count()


def test_a_person_without_access_sees_nothing(world: SimpleNamespace) -> None:
    world.cast.irina.is_active = False
    assert not Task.objects.visible_to(world.cast.irina).exists()
