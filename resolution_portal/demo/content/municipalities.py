"""The 27 municipalities of 2022: the list of the task and, beside it, what names, phones and addresses need."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent

# Four districts lag behind, most hand in on time: lateness is never spread evenly.
LAGGING = ("rudnya", "velizh", "hislavichi", "duhovschina")


@dataclass(frozen=True)
class Municipality:
    """A municipality with the forms of its names."""

    name: str
    slug: str
    is_city: bool
    body: str
    centre: str
    centre_kind: str
    centre_genitive: str
    phone_code: str
    postcode: str
    oktmo: str
    schools: int
    villages: tuple[str, ...]
    town_schools: tuple[str, ...]
    basic: frozenset[str]
    more: tuple[str, ...]

    @property
    def genitive(self) -> str:
        """«Вяземского района», «города Смоленска»."""
        if self.is_city:
            return f"города {self.centre_genitive}"
        return self.name.replace("ский район", "ского района")

    @property
    def prepositional(self) -> str:
        """«Вяземском районе», «городе Смоленске»."""
        if self.is_city:
            return f"городе {self.centre}е"
        return self.name.replace("ский район", "ском районе")

    @property
    def body_name(self) -> str:
        """The addressee of a document is the body of the administration, not the municipality."""
        body = self.body[0].upper() + self.body[1:]
        if self.name == "город Смоленск":
            return f"{body} Администрации города Смоленска"
        return f"{body} Администрации муниципального образования «{self.name}» Смоленской области"


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All of them, in the order of the list."""
    details = {row["name"]: row for row in _rows("municipality_details.csv")}
    return tuple(_municipality(row, details[row["name"]]) for row in _rows("municipalities.csv"))


def _municipality(row: dict[str, str], detail: dict[str, str]) -> Municipality:
    return Municipality(
        name=row["name"],
        slug=detail["slug"],
        is_city=row["type"] == "городской округ",
        body=row["body"],
        centre=row["centre"],
        centre_kind=detail["centre_kind"],
        centre_genitive=detail["centre_genitive"],
        phone_code=detail["phone_code"],
        postcode=detail["postcode"],
        oktmo=detail["oktmo"],
        schools=int(row["schools"]),
        villages=_listed(row["village_schools"]),
        town_schools=_listed(detail["town_schools"]),
        basic=frozenset(_listed(detail["basic"])),
        more=_listed(detail["more"]),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
