"""What proves a report: links on reserved domains, details of documents, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from resolution_portal.demo.content import files
from resolution_portal.demo.content.files import SampleFile, sample_file
from resolution_portal.demo.content.records import Organization


@dataclass(frozen=True)
class Link:
    """An address that opens nothing: the domain is reserved for examples."""

    url: str


@dataclass(frozen=True)
class DocumentDetails:
    """A document named by its details instead of being attached."""

    kind: str
    number: str
    date: date


Evidence = Link | DocumentDetails | SampleFile
Place = Mapping[str, str]


def evidence_for(number: str, organization: Organization, rng: Random, places: Place) -> list[Evidence]:
    """One to three proofs of a good report; numbers and dates are those of its text."""
    variants = _VARIANTS[number]
    return [part(organization, rng, places) for part in rng.choice(variants)]


def start_page(organization: Organization) -> Link:
    """The start page of the site: proves nothing, so such a report comes back."""
    return Link(f"https://{_site(organization)}/")


Part = Callable[[Organization, Random, Place], Evidence]


def _page(path: str) -> Part:
    def link(organization: Organization, rng: Random, places: Place) -> Evidence:
        return Link(f"https://{_site(organization)}/{path}")

    return link


def _post(organization: Organization, rng: Random, places: Place) -> Evidence:
    name = organization.key.replace("-", "_")
    return Link(f"https://vk.example/school_{name}?w=wall-{rng.randint(10**7, 10**8)}_{rng.randint(100, 2400)}")


def _document(kind: str, number: str, day: str) -> Part:
    def details(organization: Organization, rng: Random, places: Place) -> Evidence:
        return DocumentDetails(kind, places[number], datetime.strptime(places[day], "%d.%m.%Y").date())

    return details


def _file(name: str) -> Part:
    def attached(organization: Organization, rng: Random, places: Place) -> Evidence:
        return sample_file(name)

    return attached


def _site(organization: Organization) -> str:
    if organization.level == "school":
        return f"{organization.key}.schools.example"
    if organization.level == "municipality":
        return f"edu-{organization.key}.municipal.example"
    return f"{organization.key}.region.example"


_ORDER = _document("приказ", "order_no", "order_date")
_PROTOCOL = _document("протокол", "protocol_no", "event_date")
_LETTER = _document("письмо", "letter_no", "event_date")
_PROGRAM_ORDER = _document("приказ", "program_no", "program_date")
_AGREEMENT = _document("договор", "contract_no", "event_date")
_VARIANTS: dict[str, tuple[tuple[Part, ...], ...]] = {
    "1.1": ((_ORDER,), (_ORDER, _page("projects"))),
    "1.2": ((_PROTOCOL,), (_PROTOCOL, _page("council"))),
    "1.3": (
        (_document("приказ", "order_no", "monitoring_order"), _file(files.ANALYSIS)),
        (_document("приказ", "order_no", "monitoring_order"), _page("monitoring")),
    ),
    "2.1": ((_ORDER,), (_ORDER, _file(files.PLAN)), (_ORDER, _page("vospitanie/vnedrenie"))),
    "2.2": ((_PROTOCOL,), (_ORDER, _file(files.ANALYSIS)), (_ORDER, _page("vospitanie/plan"))),
    "2.3": ((_document("план", "protocol_no", "event_date"),), (_page("profilaktika"),), (_PROTOCOL, _LETTER)),
    "2.4": ((_document("положение", "order_no", "order_date"),), (_page("konkurs"),)),
    "3.1": ((_ORDER, _page("kursy/plan-grafik")), (_ORDER, _file(files.ANALYSIS))),
    "4.1": (
        (_page("vospitanie/programma"), _PROGRAM_ORDER),
        (_page("vospitanie/programma"), _page("vospitanie/kalendarnyi-plan"), _PROGRAM_ORDER),
        (_page("svedeniya/obrazovanie"), _file(files.ORDER)),
        (_page("vospitanie/programma"), _file(files.ORDER_PHOTO)),
    ),
    "4.2": ((_file(files.REGISTRY),), (_document("справка", "protocol_no", "event_date"),)),
    "4.3": ((_post,), (_page("vospitanie/razgovory-o-vazhnom"),), (_page("vospitanie/kalendarnyi-plan"), _post)),
    "4.4": ((_post,), (_post, _file(files.OBELISK)), (_document("справка", "protocol_no", "event_date"),)),
    "4.5": ((_PROTOCOL,), (_file(files.MINUTES),), (_post, _PROTOCOL)),
    "4.6": ((_AGREEMENT,), (_AGREEMENT, _post), (_file(files.AGREEMENT),)),
}
