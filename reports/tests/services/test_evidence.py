"""Links and document details are checked in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.services import evidence
from reports.services.evidence import EvidenceInput

TODAY = date(2022, 12, 15)
LINKS = [
    ("https://school5.example/programma", "https://school5.example/programma"),
    ("http://vk.example/wall-1_2?x=1#r", "http://vk.example/wall-1_2?x=1#r"),
    ("vk.example/school5", "https://vk.example/school5"),
    ("school5.example:8080/x", "https://school5.example:8080/x"),
    (" https://школа5.рф/приказ ", "https://школа5.рф/приказ"),
]
NOT_LINKS = [
    "",
    "javascript:alert(1)",
    "JavaScript://example.ru/%0aalert(1)",
    "data:text/html,x",
    "ftp://example.ru/x",
    "https://",
    "https://localhost/x",
    "https://user:secret@example.ru/",
    "https://exam ple.ru/",
    "https://example.ru/<script>",
    "https://[::1",
    "https://example.ru:99999/",
    "см. сайт школы",
]


@pytest.mark.parametrize(("typed", "kept"), LINKS)
def test_a_link_is_kept_with_its_scheme(typed: str, kept: str) -> None:
    assert evidence.clean_link(typed) == kept


@pytest.mark.parametrize("typed", NOT_LINKS)
def test_what_does_not_open_in_a_browser_is_no_link(typed: str) -> None:
    with pytest.raises(ValidationError, match="Это не ссылка"):
        evidence.clean_link(typed)


def test_a_link_of_any_length_is_not_a_link() -> None:
    with pytest.raises(ValidationError, match="слишком длинная"):
        evidence.clean_link("https://example.ru/" + "a" * 2000)


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (EvidenceInput(), "что-то одно"),
        (EvidenceInput(url="https://a.example", document_kind="Приказ"), "что-то одно"),
        (EvidenceInput(url="javascript:alert(1)"), "Это не ссылка"),
        (EvidenceInput(url="a.example"), "полностью"),
        (EvidenceInput(document_number="112-од"), "вид документа"),
        (EvidenceInput(document_kind="Приказ"), "номер или дату"),
        (EvidenceInput(document_kind="Приказ", document_date=date(2022, 12, 16)), "не наступила"),
        (EvidenceInput(document_kind="Приказ", document_date=date(1922, 8, 31)), "давняя"),
        (EvidenceInput(document_kind="П" * 101, document_number="1"), "до 100 знаков"),
    ],
)
def test_a_piece_is_refused_at_its_place(piece: EvidenceInput, words: str) -> None:
    good = EvidenceInput(document_kind="Приказ", document_number="112-од", document_date=TODAY)
    [problem] = evidence.problems([good, piece], organization_id=1, today=TODAY)
    assert problem.pointer == "/evidence/1"
    assert words in problem.detail


def test_there_is_a_limit_to_the_pieces() -> None:
    piece = EvidenceInput(url="https://a.example")
    assert evidence.problems([piece] * 50, organization_id=1, today=TODAY) == []
    [problem] = evidence.problems([piece] * 51, organization_id=1, today=TODAY)
    assert problem.pointer == "/evidence"
