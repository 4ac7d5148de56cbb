"""Texts of reports: templates filled with the organization's own figures, so that hundreds do not read the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from resolution_portal.demo.content.evidence import Evidence, evidence_for, start_page
from resolution_portal.demo.content.passports import passport
from resolution_portal.demo.content.places import places
from resolution_portal.demo.content.records import Organization
from resolution_portal.demo.content.wording.bodies import BODIES
from resolution_portal.demo.content.wording.lists import BAD_LINK, WEAK
from resolution_portal.demo.content.wording.schools import SCHOOLS

WRITTEN_ON = date(2022, 12, 14)
BIG_FROM = 150
TEMPLATES = {**SCHOOLS, **BODIES}


@dataclass(frozen=True)
class GoodReport:
    """A report to be accepted: its text and what proves it."""

    text: str
    evidence: list[Evidence]


@dataclass(frozen=True)
class WeakReport:
    """A report to be sent back, with the standard remark and one line of words."""

    text: str
    evidence: list[Evidence]
    remark: str
    words: str


def good_report(number: str, organization: Organization, rng: Random, written_on: date = WRITTEN_ON) -> GoodReport:
    """A report on a directive; all dates in it and its evidence lie before the day it is written on."""
    fitting = [text for fits, text in TEMPLATES[number] if fits in _fits(organization)]
    filling = places(organization, rng, written_on)
    text = rng.choice(fitting).format_map(filling)
    return GoodReport(text, evidence_for(number, organization, rng, filling))


def report_text(number: str, organization: Organization, rng: Random, written_on: date = WRITTEN_ON) -> str:
    """The text alone."""
    return good_report(number, organization, rng, written_on).text


def weak_report(number: str, organization: Organization, rng: Random, written_on: date = WRITTEN_ON) -> WeakReport:
    """A report that the reviewer returns; where proof is compulsory it has one, but a useless one."""
    text, remark, words = rng.choice(WEAK[number])
    filling = places(organization, rng, written_on)
    useless = remark == BAD_LINK or passport(number).proof_required
    evidence: list[Evidence] = [start_page(organization)] if useless else []
    return WeakReport(text.format_map(filling), evidence, remark, words.format_map(filling))


def _fits(organization: Organization) -> tuple[str, ...]:
    if organization.facts is None:
        return ("any",)
    if organization.school_type == "НШ":
        return ("primary",)
    return ("any", "big") if organization.facts.pupils >= BIG_FROM else ("any", "small")
