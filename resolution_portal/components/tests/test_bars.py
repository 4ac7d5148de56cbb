"""Widths of a stacked bar, in thousandths."""

from resolution_portal.components.bars import segments


def widths(total: int, **parts: int) -> list[tuple[str, int, int]]:
    return [(part.kind, part.x, part.width) for part in segments(total, parts)]


def test_segments_stand_from_done_to_not_begun():
    assert widths(8, new=2, accepted=4, submitted=2) == [("done", 0, 500), ("review", 500, 250), ("new", 750, 250)]


def test_a_status_code_and_its_tone_mean_the_same():
    assert widths(4, done=1) == widths(4, accepted=1) == [("done", 0, 250)]


def test_one_of_thousands_can_still_be_seen():
    assert widths(2332, accepted=1) == [("done", 0, 6)]


def test_the_smallest_segments_never_push_the_last_one_out():
    assert widths(10000, accepted=9990, submitted=5, returned=5)[-1] == ("back", 1000, 0)


def test_nothing_of_nothing_is_an_empty_bar():
    assert widths(0, accepted=0) == []
