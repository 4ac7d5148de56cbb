"""Every page as every role: axe, no sideways scroll, one heading, nothing in the console, nothing from other hosts."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from organizations.tests.cast import PASSWORD
from reports.tests.drafting import draft as save_draft
from reports.tests.drafting import sent
from resolution_portal.notices.models import Letter
from tasks.models import Status
from tasks.services.lifecycle import act
from tasks.tests.cast import build_draft
from tasks.tests.states import put

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEIGHT = 900
WIDTHS = (320, 390, 768, 1200, 1440, 1920)
AXE_WIDTHS = (390, 1440)
LISTS = ["/", "/tasks/", "/notices/", "/account/", "/help/"]
OVERVIEWS = ["/reports/review/", "/reports/summary/", "/resolutions/", "/organizations/"]
SignIn = Callable[..., Page]


@pytest.fixture
def pages(cast: SimpleNamespace, document: SimpleNamespace) -> dict[str, list[str]]:
    """What each person may open, with a task in every state on the way."""
    returned, waiting = document.task(cast.school5, document.d41), document.task(cast.school5, document.d42)
    first = sent(returned, cast.elena)
    returned.refresh_from_db()
    act("return", task=returned, by=cast.anna, channel="page", version=returned.version, comment="Нет приказа.")
    sent(waiting, cast.elena)
    save_draft(document.task(cast.korzovo, document.d41), cast.tatyana)
    put(document.task(cast.korzovo, document.d42), Status.WITHDRAWN)
    put(document.task(cast.yartsevo, document.d21), Status.ACCEPTED, sent_by=cast.olga)
    Letter.objects.filter(recipient=cast.elena).update(state="failed", last_error="SMTPRecipientsRefused: 550")
    plan = build_draft(cast.region).resolution
    task, resolution = f"/tasks/{returned.pk}/", f"/resolutions/{document.resolution.pk}/"
    report = f"/reports/{first.reports.get().pk}/"
    receipt = f"/reports/receipts/{first.number}/"
    compare = f"/reports/{save_draft(returned, cast.elena, text='Приказ приложен.').pk}/compare/"
    fill = f"/reports/fill/{returned.resolution_id}/{returned.first_due_on}/"
    new = ["/resolutions/new/", f"/resolutions/{plan.pk}/plan/", f"/resolutions/{plan.pk}/publish/"]
    school = f"/organizations/{cast.school5.pk}/"
    reminding = ["/calendar/", "/reminders/", f"{resolution}reminders/"]
    return {
        "elena": [*LISTS, task, f"/reports/task/{returned.pk}/", report, receipt, fill, compare, school],
        "anna": ["/", "/tasks/", "/notices/undelivered/", *OVERVIEWS, f"/tasks/{waiting.pk}/", school],
        "irina": ["/", "/tasks/", *OVERVIEWS, resolution, *new, f"/organizations/{cast.vyazma.pk}/", *reminding],
        "pavel": ["/", "/reports/review/", "/resolutions/", task],
        "sofia": ["/", "/tasks/", "/reports/summary/"],
        "boris": ["/", "/tasks/", *OVERVIEWS],
    }


@pytest.mark.parametrize("person", ["elena", "anna", "irina", "pavel", "sofia", "boris"])
def test_every_page_of(person: str, sign_in: SignIn, pages: dict[str, list[str]]) -> None:
    page = sign_in(f"{person}@portal.example", PASSWORD)
    wrong = {path: found for path in pages[person] if (found := faults_of(page, path))}
    assert wrong == {}


def test_pages_before_sign_in_and_refusals(sign_in: SignIn, pages: dict[str, list[str]], faults: list[str]) -> None:
    page = sign_in("elena@portal.example", PASSWORD)
    wrong = {path: look(page) for path, status in REFUSALS.items() if opened(page, path) == status and look(page)}
    send_an_empty_report(page, pages["elena"][6])
    wrong |= {"422": look(page)} if look(page) else {}
    page.context.clear_cookies()
    for path in ("/accounts/login/", "/accounts/password/reset/"):
        wrong |= {path: found} if (found := faults_of(page, path)) else {}
    assert wrong == {}
    refusals = [f"Failed to load resource: the server responded with a status of {words}" for words in STATUS_WORDS]
    assert faults == refusals
    faults.clear()  # what Chromium says of every refused page


def test_the_page_of_samples(sign_in: SignIn, cast: SimpleNamespace, settings: Any) -> None:
    settings.PORTAL_DEMO = True
    page = sign_in("elena@portal.example", PASSWORD)
    assert faults_of(page, "/styleguide/") == []


REFUSALS = {"/nowhere/": 404, "/resolutions/new/": 403}
STATUS_WORDS = ["404 (Not Found)", "403 (Forbidden)", "422 (Unprocessable Entity)"]


def opened(page: Page, path: str) -> int:
    answer = page.goto(path)
    assert answer is not None
    return answer.status


def send_an_empty_report(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_label("Что сделано").fill("")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_role("button", name="Отправить отчёт").click()
    assert answer.value.status == 422
    page.wait_for_load_state()


def faults_of(page: Page, path: str) -> list[str]:
    """What is wrong with a page that has to open."""
    status = opened(page, path)
    return [f"{status}"] if status != 200 else look(page)


def look(page: Page) -> list[str]:
    """What is wrong with the page as it stands, light and dark, from the narrowest screen to the widest."""
    page.evaluate(AXE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # a colour on its way is neither
    found = [f"{count} h1"] if (count := page.locator("h1").count()) != 1 else []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width}: scrolls sideways"] if page.evaluate(SCROLLS) else []
        found += axe(page, f"{width}", {}) if width in AXE_WIDTHS else []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for width in AXE_WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += axe(page, f"{width} dark", {"runOnly": ["color-contrast"]})
    return found


AXE = Axe().axe_script
RUN = "options => axe.run({resultTypes: ['violations'], ...options}).then(found => found.violations)"
SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def axe(page: Page, where: str, options: dict[str, list[str]]) -> list[str]:
    return [f"{where}: {each['id']} {each['nodes'][0]['target']}" for each in page.evaluate(RUN, options)]
