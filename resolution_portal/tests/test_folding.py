import pytest

from resolution_portal.folding import fold, sort_key


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ЁЛКА", "елка"),
        ("Школа\u00a0№\u202f3", "школа № 3"),
        ("  два \n\t слова ", "два слова"),
        ("е\u0308ж и и\u0306од", "еж и йод"),
        ("вос\u00adпи\u200bта\ufeffние", "воспитание"),
        ("№ 5", "№ 5"),
        ("", ""),
    ],
)
def test_fold(written, folded):
    assert fold(written) == folded


def test_numbers_sort_as_numbers():
    names = ["Школа № 10", "школа №\u00a09", "Школа № 100", "Школа № 1", "Ёлкинская школа"]
    expected = ["Ёлкинская школа", "Школа № 1", "школа №\u00a09", "Школа № 10", "Школа № 100"]
    assert sorted(names, key=sort_key) == expected


def test_a_number_longer_than_the_padding_stays_whole():
    assert sort_key("ИНН 6730012345") == "инн 6730012345"
    assert sort_key("п. 1.10") == "п. 00000001.00000010"
