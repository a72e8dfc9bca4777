"""Crossheads stand on the lines of the text; the head of a story has white around it."""

from __future__ import annotations

from pipeline.layout.crossheads import with_crossheads
from pipeline.layout.measures import Measures
from pipeline.model import TextLine
from tests.hand_set import block, line

BODY = Measures(10.0, 14.0)
TEXT = "湖城开渠放水两岸农户照表浇地"


def split(candidates: list[TextLine], body: list[TextLine]) -> tuple[int, int]:
    """How many heading lines stay, how many become lines of the text."""
    kept, lines = with_crossheads(candidates, body, BODY)
    return len(kept), len(lines) - len(body)


def test_a_short_larger_line_between_lines_of_text() -> None:
    body = [*block(TEXT, 50, 100, 4), *block(TEXT, 50, 170, 4)]
    assert split([line("细处着力", 97, 154, 12)], body) == (0, 1)


def test_white_around_it_makes_it_a_heading() -> None:
    body = [*block(TEXT, 50, 100, 4), *block(TEXT, 50, 190, 4)]
    assert split([line("石桥通车", 97, 168, 12)], body) == (1, 0)


def test_large_type_is_a_heading_wherever_it_stands() -> None:
    body = [*block(TEXT, 50, 100, 4), *block(TEXT, 50, 172, 4)]
    assert split([line("石桥通车", 97, 155, 18)], body) == (1, 0)


def test_at_the_head_of_a_later_column_the_column_before_tells() -> None:
    first, second = block(TEXT, 50, 100, 6), block(TEXT, 204, 114, 5)
    crosshead = line("细处着力", 250, 98, 12)
    assert split([crosshead], [*first, *second]) == (0, 1)
    assert split([crosshead], second) == (1, 0)


def test_heads_of_briefs_are_told_by_how_their_text_begins() -> None:
    body = [*block(TEXT, 50, 100, 4), line("本报讯（记者王斌）", 70, 170), *block(TEXT, 50, 184, 3)]
    assert split([line("石桥通车", 97, 154, 12)], body) == (1, 0)


def test_a_whole_line_of_misread_size_is_text() -> None:
    """On a scan a quotation mark makes a line look tall."""
    body = [*block(TEXT, 50, 100, 4), *block(TEXT, 50, 170, 4)]
    assert split([line(TEXT[:12], 50, 154, 11.5)], body) == (0, 1)


def test_under_a_wide_headline_a_crosshead_heads_its_own_column() -> None:
    first, second = block(TEXT, 50, 100, 6), block(TEXT, 204, 114, 5)
    headline = line("湖城开渠放水两岸照表浇地", 90, 70, 22)
    crosshead = line("细处着力", 250, 98, 12)
    assert split([headline, crosshead], [*first, *second]) == (1, 1)
    subhead = line("细处着力", 198, 98, 12)
    assert split([headline, subhead], [*first, *second]) == (2, 0)


def test_at_the_foot_of_a_column_under_a_short_line() -> None:
    body = [*block(TEXT, 50, 100, 4), line("照表浇地。", 50, 156)]
    assert split([line("细处着力", 97, 170, 12)], body) == (0, 1)
    assert split([line("细处着力", 70, 170, 12)], body) == (1, 0)


def test_heads_of_briefs_of_which_most_stand_over_a_byline_are_headings() -> None:
    """The first of them tops the second column, as a crosshead would."""
    first = [*block(TEXT, 204, 114, 3), line("本报讯（记者王斌）今日", 70, 200), line("本报讯（记者李明）今日", 224, 200)]
    heads = [line("细处着力", 250, 98, 12), line("石桥通车", 97, 180, 12), line("湖城开渠", 250, 180, 12)]
    assert split(heads, [*block(TEXT, 50, 100, 4), *first]) == (3, 0)
