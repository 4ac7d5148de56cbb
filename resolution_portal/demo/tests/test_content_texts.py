import re
from datetime import date, datetime
from random import Random

import pytest

from resolution_portal.demo.content.evidence import DocumentDetails, Link
from resolution_portal.demo.content.files import SampleFile
from resolution_portal.demo.content.passports import PASSPORTS, passport
from resolution_portal.demo.content.places import school_year
from resolution_portal.demo.content.register import build_register
from resolution_portal.demo.content.texts import TEMPLATES, good_report, report_text, weak_report
from resolution_portal.demo.content.wording.lists import STANDARD_REMARKS, WEAK
from resolution_portal.demo.content.wording.plurals import counted

REGISTER = build_register()
NUMBERS = "1.1 1.2 1.3 2.1 2.2 2.3 2.4 3.1 4.1 4.2 4.3 4.4 4.5 4.6".split()
WRITTEN_ON = date(2025, 11, 19)
DATE = re.compile(r"\b(\d\d\.\d\d\.\d{4})\b")


def executors(number):
    return {
        "1": (REGISTER.department,),
        "2": REGISTER.municipalities,
        "3": (REGISTER.soiro,),
        "4": REGISTER.schools,
    }[number[0]]


def test_passports_stand_in_the_documents_order():
    assert [row.number for row in PASSPORTS] == NUMBERS
    assert passport("4.1").plain == "Обновление рабочих программ воспитания"
    assert all(row.plain and row.gloss and row.expected_result and row.proof and row.sample for row in PASSPORTS)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("4.1", "30.09.2022"),
        ("4.2", "23.12.2022"),
        ("4.3", "23.12.2022"),
        ("4.4", "23.12.2022"),
        ("4.5", "26.05.2023"),
        ("4.6", "26.05.2023"),
        ("2.1", "14.10.2022"),
        ("2.2", "17.02.2023"),
        ("2.3", "20.01.2023"),
        ("2.4", "16.06.2023"),
        ("3.1", "30.12.2022"),
        ("1.1", "30.06.2023"),
        ("1.2", "30.06.2023"),
        ("1.3", "30.12.2022"),
    ],
)
def test_due_dates(number, day):
    assert f"{passport(number).due_on:%d.%m.%Y}" == day


def test_there_are_enough_texts():
    assert set(TEMPLATES) == set(WEAK) == set(NUMBERS)
    assert sum(len(rows) for rows in TEMPLATES.values()) >= 60
    assert all(len(TEMPLATES[number]) >= 4 for number in NUMBERS if number[0] in "24")


@pytest.mark.parametrize("number", NUMBERS)
def test_reports_are_whole_and_speak_of_the_past(number):
    for organization in executors(number):
        report = good_report(number, organization, Random(organization.key), WRITTEN_ON)
        assert "{" not in report.text
        assert 10 <= len(report.text.split()) <= 110
        days = [datetime.strptime(day, "%d.%m.%Y").date() for day in DATE.findall(report.text)]
        assert all(date(2025, 8, 20) < day <= WRITTEN_ON for day in days if day != date(2022, 6, 23))
        assert report.evidence
        for proof in report.evidence:
            assert isinstance(proof, Link | DocumentDetails | SampleFile)
            assert not isinstance(proof, DocumentDetails) or date(2025, 8, 20) < proof.date < WRITTEN_ON


@pytest.mark.parametrize("number", ["4.1", "4.2", "4.4", "4.5", "4.6"])
def test_hundreds_of_reports_do_not_read_the_same(number):
    texts = {report_text(number, school, Random(f"{number}:{school.key}")) for school in REGISTER.schools}
    assert len(texts) > 300


def test_figures_stay_within_the_school():
    pattern = re.compile(r"состоят (\d+) чел\. из (\d+)")
    seen = 0
    for school in REGISTER.schools:
        for turn in range(4):
            found = pattern.search(report_text("4.4", school, Random(f"{turn}:{school.key}")))
            if found:
                seen += 1
                assert int(found[1]) <= int(found[2])
                assert school.facts is not None
                assert int(found[2]) == school.facts.pupils
    assert seen > 50


def test_primary_schools_have_no_cadets_of_the_older_classes():
    primary = [school for school in REGISTER.schools if school.school_type == "НШ"]
    assert len(primary) > 20
    assert not any("ЮНАРМ" in report_text("4.4", school, Random(school.key)).upper() for school in primary)


def test_details_named_in_the_text_are_those_of_the_evidence():
    checked = 0
    for school in REGISTER.schools:
        report = good_report("4.1", school, Random(school.key))
        for proof in report.evidence:
            if isinstance(proof, DocumentDetails):
                checked += 1
                assert f"{proof.date:%d.%m.%Y}" in report.text
                assert f"№ {proof.number}" in report.text
    assert checked > 100


def test_links_lead_nowhere_real():
    links = {
        proof.url
        for number in NUMBERS
        for organization in executors(number)
        for proof in good_report(number, organization, Random(organization.key)).evidence
        if isinstance(proof, Link)
    }
    assert len(links) > 300
    assert all(re.fullmatch(r"https://[a-z0-9.-]+\.example/\S+", link) for link in links)


@pytest.mark.parametrize("number", NUMBERS)
def test_weak_reports_name_a_standard_remark(number):
    organization = executors(number)[0]
    for turn in range(12):
        report = weak_report(number, organization, Random(turn), WRITTEN_ON)
        assert report.remark in STANDARD_REMARKS
        assert report.words.endswith((".", "?"))
        assert "{" not in report.text + report.words
        assert bool(report.evidence) >= passport(number).proof_required


def test_same_random_gives_the_same_report():
    school = REGISTER.by_key["vyazma-5"]
    assert good_report("4.4", school, Random(3)) == good_report("4.4", school, Random(3))


def test_plurals_and_years():
    assert [counted(n, "договор", "договора", "договоров") for n in (1, 3, 11, 22, 25)] == [
        "1 договор",
        "3 договора",
        "11 договоров",
        "22 договора",
        "25 договоров",
    ]
    assert school_year(date(2022, 12, 1)) == school_year(date(2023, 6, 30)) == "2022/23"
    assert school_year(date(2099, 7, 1)) == "2099/00"
