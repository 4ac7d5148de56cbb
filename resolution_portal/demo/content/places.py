"""What fills the places of the texts: counts within the organization's own figures, documents dated before it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from resolution_portal.demo.content.municipalities import municipalities
from resolution_portal.demo.content.records import Organization, SchoolFacts
from resolution_portal.demo.content.wording import lists
from resolution_portal.demo.content.wording.plurals import counted


def places(organization: Organization, rng: Random, written_on: date) -> dict[str, str]:
    """Every place that a text for this organization may name."""
    if organization.facts is not None:
        own = _school(organization, organization.facts, rng)
    elif organization.level == "municipality":
        own = _body(organization, rng)
    else:
        own = _region(rng)
    return own | _documents(rng, written_on)


def workday_before(day: date, rng: Random, *, fewest: int, most: int) -> date:
    """A weekday from `fewest` to `most` days before; Saturdays and Sundays go back to Friday."""
    day -= timedelta(days=rng.randint(fewest, most))
    return day - timedelta(days=max(0, day.weekday() - 4))


def school_year(day: date) -> str:
    """«2022/23» from July to June."""
    start = day.year if day.month >= 7 else day.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def _documents(rng: Random, written_on: date) -> dict[str, str]:
    program = workday_before(written_on, rng, fewest=3, most=16)
    council = workday_before(program, rng, fewest=1, most=6)
    event = workday_before(written_on, rng, fewest=2, most=20)
    order = workday_before(event, rng, fewest=1, most=12)
    results = workday_before(written_on, rng, fewest=2, most=5)
    month_end = workday_before(results, rng, fewest=4, most=9)
    month_start = month_end - timedelta(days=29)
    days = {
        "program_date": program,
        "council_date": council,
        "event_date": event,
        "order_date": order,
        "as_of": written_on,
        "month_start": month_start,
        "month_end": month_end,
        "monitoring_order": workday_before(month_start, rng, fewest=5, most=9),
        "results_date": results,
    }
    return {name: f"{day:%d.%m.%Y}" for name, day in days.items()} | {
        "year": school_year(written_on),
        "program_no": f"{rng.randint(58, 190)}-од",
        "order_no": str(rng.randint(110, 480)),
        "council_no": str(rng.randint(1, 4)),
        "protocol_no": str(rng.randint(2, 9)),
        "letter_no": f"01-{rng.randint(120, 980)}",
        "contract_no": str(rng.randint(2, 28)),
    }


def _school(organization: Organization, facts: SchoolFacts, rng: Random) -> dict[str, str]:
    pupils, teachers = facts.pupils, facts.teachers
    trained = rng.randint(2, max(2, round(teachers * 0.4)))
    members = rng.randint(max(2, round(pupils * 0.32)), max(3, round(pupils * 0.6)))
    unarmy = min(round(members * rng.uniform(0.1, 0.25)) + 1, facts.pupils_5_9 or 1)
    volunteers = min(pupils, rng.randint(2, max(3, min(60, round(pupils * 0.25)))))
    practices = rng.sample(lists.PRACTICES, 3)
    actions = rng.sample(lists.ACTIONS, 2)
    partners = rng.sample(lists.PARTNERS, 3)
    contracts = rng.randint(3, 9)
    return {
        "pupils": str(pupils),
        "pupils_phrase": counted(pupils, "обучающийся", "обучающихся", "обучающихся"),
        "teachers": str(teachers),
        "classes": str(facts.classes),
        "class_teachers": str(facts.class_teachers),
        "trained": str(trained),
        "trained_share": str(round(100 * trained / teachers)),
        "webinars": str(rng.randint(2, max(2, teachers // 2))),
        "still": str(rng.randint(2, max(2, teachers // 5))),
        "group": str(rng.randint(4, 8)),
        "topic": rng.choice(lists.TOPICS),
        "hours": rng.choice(("18", "24", "36", "72")),
        "seminars": counted(rng.randint(2, 5), "семинар", "семинара", "семинаров"),
        "seminar_topic": rng.choice(lists.SEMINARS),
        "practice1": practices[0],
        "practice2": practices[1],
        "practice3": practices[2],
        "materials": counted(rng.randint(5, 24), "сценарий", "сценария", "сценариев"),
        "interest": str(rng.randint(68, 93)),
        "members": str(members),
        "members_share": str(round(100 * members / pupils)),
        "rdsh": str(max(2, members - unarmy)),
        "unarmy": str(unarmy),
        "volunteers": str(volunteers),
        "squad": rng.choice(lists.SQUADS),
        "action1": actions[0],
        "action2": actions[1],
        "meetings": counted(
            rng.randint(2, 4), "общешкольное собрание", "общешкольных собрания", "общешкольных собраний"
        ),
        "share": str(rng.randint(58, 92)),
        "lecture": rng.choice(lists.LECTURES),
        "parents": str(rng.randint(3, 15)),
        "fathers": str(rng.randint(5, 12)),
        "contracts": str(contracts),
        "contracts_phrase": counted(contracts, "договор", "договора", "договоров"),
        "events": str(rng.randint(4, 18)),
        "circles": counted(rng.randint(2, 6), "кружок", "кружка", "кружков"),
        "partner1": partners[0],
        "partner2": partners[1],
        "partner3": partners[2],
        "too_many": str(teachers + rng.randint(8, 30)),
        "impossible": str(pupils * rng.randint(3, 7) + rng.randint(1, 9)),
        "foreign": "МБОУ «СШ № 2»" if organization.number != 2 else "МБОУ «СШ № 3»",
    }


def _body(organization: Organization, rng: Random) -> dict[str, str]:
    municipality = next(place for place in municipalities() if place.slug == organization.key)
    schools = organization.schools_below
    done = max(1, schools - rng.choice((0, 0, 0, 1, 1, 2)))
    risk = max(6, round(schools * rng.uniform(1.2, 2.4)))
    return {
        "genitive": municipality.genitive,
        "place": municipality.prepositional,
        "schools": str(schools),
        "done": str(done),
        "done_share": str(round(100 * done / schools)),
        "seminars": counted(rng.randint(2, 4), "семинар-практикум", "семинара-практикума", "семинаров-практикумов"),
        "consultations": counted(rng.randint(6, 28), "консультация", "консультации", "консультаций"),
        "decisions": str(rng.randint(2, 5)),
        "coverage": str(rng.randint(93, 99)),
        "risk_before": str(risk),
        "risk_after": str(risk - rng.randint(1, 5)),
        "specialists": str(rng.randint(5, 12 + schools)),
        "consulted": str(rng.randint(11, 20) + schools),
        "participants": str(rng.randint(1, schools)),
        "projects": str(rng.randint(2, 4)),
        "money": str(rng.choice((50, 80, 100, 120, 150, 200, 240, 300))),
    }


def _region(rng: Random) -> dict[str, str]:
    trainees = rng.randint(360, 460)
    return {
        "programs": str(rng.randint(6, 9)),
        "thousands": str(rng.randint(6, 12)),
        "seminars": counted(rng.randint(2, 4), "совещание", "совещания", "совещаний"),
        "councils": counted(rng.randint(2, 3), "заседание", "заседания", "заседаний"),
        "agreements": counted(rng.randint(5, 9), "соглашение", "соглашения", "соглашений"),
        "recommendations": str(rng.randint(16, 20)),
        "courses": str(rng.randint(5, 8)),
        "trainees": str(trainees),
        "class_trainees": str(round(trainees * rng.uniform(0.55, 0.7))),
        "webinars": counted(rng.randint(6, 12), "вебинар", "вебинара", "вебинаров"),
        "expert": str(rng.randint(90, 140)),
        "bank": str(rng.randint(26, 44)),
    }
