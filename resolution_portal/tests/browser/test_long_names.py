"""Names of 200 characters and 400 % magnification (320 CSS pixels): nothing scrolls sideways, nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page

from organizations.models import Organization, User
from organizations.services.invitations import invite
from organizations.tests.cast import PASSWORD
from reports.tests.drafting import sent
from tasks.models import Directive, Resolution
from tasks.services.lifecycle import act
from tasks.tests.cast import build_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = "Сельскохозяйственнопромышленнообразовательное"
LONG = f"{WORD} муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа» имени "
LONG = (LONG + "Героя Советского Союза Константина Константиновича Рокоссовского " * 3)[:200].strip()
# Text past the window's edge outside a frame that scrolls, and boxes that cut their text off.
CUT = """() => {
  const found = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push("scrolls sideways");
  const apart = ".sr, .word, .list thead, .skip, .frame, select, option, textarea, script";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.parentElement;
    if (!node.data.trim() || !at.checkVisibility() || at.closest(apart)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2) continue;
      let outer = at, cut = box.right > innerWidth + 1 || box.left < -1;
      while (outer !== document.body && !cut) {
        const style = getComputedStyle(outer), frame = outer.getBoundingClientRect();
        const cuts = style.overflowX !== "visible" && style.clipPath === "none";
        cut = cuts && (box.right > frame.right + 1 || box.left < frame.left - 1);
        outer = outer.parentElement;
      }
      if (cut) { found.push(`cut off: ${at.tagName}.${at.className} ${node.data.trim().slice(0, 30)}`); break; }
    }
  }
  return [...new Set(found)].slice(0, 5);
}"""


@pytest.fixture
def pages(cast: SimpleNamespace, document: SimpleNamespace) -> dict[str, list[str]]:
    """Every name as long as it may be, then a report returned and another one sent."""
    returned, waiting = document.task(cast.school5, document.d41), document.task(cast.school5, document.d42)
    first = sent(returned, cast.elena, text=LONG)
    returned.refresh_from_db()
    act("return", task=returned, by=cast.anna, channel="page", version=returned.version, comment=LONG)
    sent(waiting, cast.elena)
    invite(organization=cast.school5, role="executor", email="sidorova@school5.example", by=cast.anna)
    draft = build_draft(cast.region).resolution
    for number, organization in enumerate(Organization.objects.all()):
        organization.short_name = organization.name = organization.address = f"{LONG[:196]} {number}"
        organization.head, organization.email = LONG[:150], "secretary.of.the.school@" + "long-address." * 4 + "example"
        organization.save()
    User.objects.update(last_name=WORD, position=LONG[:150])
    Resolution.objects.update(title=LONG, place=WORD, basis_number="12", basis_by=LONG[:150])
    Directive.objects.update(title=LONG, plain=LONG, proof=LONG, curator_name=f"{WORD} Анна Сергеевна")
    task, school = f"/tasks/{returned.pk}/", f"/organizations/{cast.school5.pk}/"
    report, receipt = f"/reports/{first.reports.get().pk}/", f"/reports/receipts/{first.number}/"
    date = f"/reports/fill/{document.resolution.pk}/{returned.first_due_on}/"
    plan = [f"/resolutions/{draft.pk}/plan/", f"/resolutions/{document.resolution.pk}/", "/resolutions/"]
    both = ["/", "/tasks/", "/account/", "/help/"]
    return {
        "elena": [*both, task, f"/reports/task/{returned.pk}/", date, report, receipt, school],
        "anna": [
            "/",
            f"/tasks/{waiting.pk}/",
            "/reports/review/",
            "/reports/review/missing/",
            school,
            "/organizations/",
        ],
        "irina": ["/", "/tasks/", "/reports/summary/", *plan, f"/organizations/{cast.vyazma.pk}/"],
    }


@pytest.mark.parametrize("person", ["elena", "anna", "irina"])
def test_nothing_is_cut_off(person: str, sign_in: Callable[..., Page], pages: dict[str, list[str]]) -> None:
    page = sign_in(f"{person}@portal.example", PASSWORD)
    wrong = {}
    for path in pages[person]:
        answer = page.goto(path, wait_until="domcontentloaded")
        assert answer is not None
        assert answer.status == 200
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if found := page.evaluate(CUT):
                wrong[f"{path} {width}"] = found
    assert wrong == {}
