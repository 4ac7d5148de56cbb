"""What stands above the directives: kind, number, title, place, date, and whether it is only a draft."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.intake.blocks import Block
from tasks.intake.dates import find_dates
from tasks.intake.morphology import words

_KINDS = "резолюция|решение|постановление|приказ|распоряжение|протокол|рекомендации|итоговый документ"
_KIND = re.compile(rf"(?:итоговая\s+)?({_KINDS})\b[\s:.]*", re.IGNORECASE)
_SPACED = re.compile(r"(?:\w ){3,}\w")
_DRAFT = re.compile(
    r"\W*(?:предложени\w+\s+(?:в|к|по)\s+)?проект[уае]?м?(?:\s+(?:резолюци|решени|постановлени|приказ|распоряжени"
    r"|протокол|рекомендаци|итогов\w+\s+документ|документ)\w*\b.{0,80})?\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"№\s*([\w./-]*\w)")
_NAME = r"[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁа-яё][а-яё]*){0,3}"
_PLACE = re.compile(rf"(?P<sort>г\.|гор\.|город|пгт\.?|пос\.|посёлок|поселок|с\.|село|д\.)\s*(?P<name>{_NAME})")
_BARE_PLACE = re.compile(_NAME)
_FILLERS = re.compile(r"\b(?:от|принят[аоы]?|утвержден[аоы]?|года?)\b|[\s,.();:|_/–—-]+", re.IGNORECASE)
_TAIL = re.compile(r"(?<=\S)\s+от\s+(?=\d.*$)", re.IGNORECASE)
_QUOTES = (("«", "»"), ("“", "”"), ("„", "“"), ('"', '"'))
_LONGEST_REQUISITE, _LONGEST_TITLE_LINE = 160, 300


@dataclass(frozen=True)
class Requisites:
    """The head of a document. `used` are the positions of the blocks that say it, `drafts` those of a draft's mark."""

    doc_kind: str
    number: str
    title: str
    place: str
    adopted_on: date | None
    issuer_text: str
    used: frozenset[int]
    drafts: frozenset[int]


@dataclass(frozen=True)
class _Facts:
    number: str = ""
    place: str = ""
    adopted_on: date | None = None


def read_requisites(blocks: Sequence[Block]) -> Requisites:
    """The requisites in the blocks above the first addressee."""
    texts = [_closed_up(block.text) for block in blocks]
    drafts = frozenset(index for index, text in enumerate(texts) if is_draft_line(text))
    start = next((i for i, text in enumerate(texts) if i not in drafts and _KIND.match(text)), None)
    kind = _KIND.match(texts[start]) if start is not None else None
    if start is not None and kind is not None:
        texts[start] = texts[start][kind.end() :]
    dates = {index: cut for index, text in enumerate(texts) if index not in drafts and (cut := _cut_date(text))}
    for index, (text, _found) in dates.items():
        texts[index] = text
    facts = {index: found for index, text in enumerate(texts) if index not in drafts and (found := _facts(text))}
    lines: dict[int, str] = {}
    for index in range(start or 0, len(texts)):
        text = texts[index]
        if index in drafts or not text:
            continue
        if index in facts or len(text) > _LONGEST_TITLE_LINE or _tells(text):
            if lines:
                break
            continue
        lines[index] = text
    title, issuer = _title(" ".join(lines.values()), kind[1] if kind else "")
    said = [*facts.values(), *(found for _text, found in dates.values())]
    return Requisites(
        doc_kind=kind[1].lower() if kind else "",
        number=next((found.number for found in said if found.number), ""),
        title=title,
        place=next((found.place for found in said if found.place), ""),
        adopted_on=next((found.adopted_on for found in said if found.adopted_on), None),
        issuer_text=issuer,
        used=frozenset((*lines, *facts, *(() if start is None else (start,)))),
        drafts=drafts,
    )


def is_requisite_line(text: str) -> bool:
    """A line that can only belong to the head: «РЕЗОЛЮЦИЯ», «Проект решения»."""
    return is_draft_line(text) or _KIND.fullmatch(text) is not None


def is_draft_line(text: str) -> bool:
    """«Предложения в проект резолюции», «ПРОЕКТ»: the text is not adopted yet."""
    return len(text) <= _LONGEST_REQUISITE and _DRAFT.fullmatch(text) is not None


def _closed_up(text: str) -> str:
    """«Р Е З О Л Ю Ц И Я» → «РЕЗОЛЮЦИЯ»."""
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text.strip("*# ")


def _facts(text: str) -> _Facts | None:
    """Place, date and number of a line that says nothing else."""
    if len(text) > _LONGEST_REQUISITE:
        return None
    rest = text
    days = [found for found in find_dates(text) if found.day]
    for found in reversed(days):
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    number = _NUMBER.search(rest)
    if number:
        rest = rest.replace(number[0], " ")
    place = _PLACE.search(rest)
    name = ""
    if place:
        name = place["name"] if place["sort"] in ("г.", "гор.", "город") else place[0]
        rest = rest.replace(place[0], " ")
    elif (days or number) and (bare := _BARE_PLACE.search(rest)):
        name = bare[0]
        rest = rest.replace(bare[0], " ", 1)
    if _FILLERS.sub("", rest) or not (days or number or name):
        return None
    return _Facts(number[1] if number else "", name, days[0].day if days else None)


def _cut_date(text: str) -> tuple[str, _Facts] | None:
    """A line that ends with «от 1 сентября 2022 года № 12»: the line without it, and what it says."""
    tail = _TAIL.search(text) if len(text) <= _LONGEST_TITLE_LINE else None
    found = _facts(text[tail.start() :]) if tail else None
    return (text[: tail.start()], found) if tail and found and found.adopted_on else None


def _tells(text: str) -> bool:
    """«Участники форума отмечают:» is no part of a title."""
    return text.endswith(":") and any(word.part == "VERB" for word in words(text))


def _title(head: str, kind: str) -> tuple[str, str]:
    """The quoted name when there is one, and what stands before it; else the whole head."""
    quoted = max(
        (found for pair in _QUOTES if (found := _quoted(head, *pair))), key=lambda q: q[1] - q[0], default=None
    )
    if quoted and " " in head[quoted[0] : quoted[1]]:
        return head[quoted[0] : quoted[1]].strip(" .;"), head[: quoted[0] - 1].strip(" ,:")
    head = head.strip(" .;:")
    if kind and head[:1].islower():
        return f"{kind.capitalize()} {head}", head
    return head, ""


def _quoted(text: str, opening: str, closing: str) -> tuple[int, int] | None:
    """The longest quotation, others nested in it included."""
    best: tuple[int, int] | None = None
    depth, begin = 0, 0
    for index, char in enumerate(text):
        if char == opening and (opening != closing or depth == 0):
            begin = index + 1 if depth == 0 else begin
            depth += 1
        elif char == closing and depth:
            depth -= 1
            if depth == 0 and (best is None or index - begin > best[1] - best[0]):
                best = (begin, index)
    return best
