"""Columns of running text, and what ends them."""

from __future__ import annotations

import pytest

from pipeline.geometry import Box
from pipeline.layout.columns import column_regions
from pipeline.layout.measures import Measures
from pipeline.model import Region, RegionKind, Ruling, TextLine
from tests.hand_set import block, horizontal, line

BODY = Measures(10.0, 14.0)
TEXT = "湖城开渠放水两岸农户照表浇地"
ABOVE, BELOW = block(TEXT, 50, 100, 4), block(TEXT, 50, 156, 4)


def columns(
    lines: list[TextLine],
    frames: tuple[Box, ...] = (),
    barriers: tuple[Box, ...] = (),
    upright: tuple[Box, ...] = (),
    rules: tuple[Ruling, ...] = (),
) -> list[Region]:
    return column_regions(lines, BODY, frames, barriers, upright, rules)


def sizes(regions: list[Region]) -> list[int]:
    return [len(region.lines) for region in regions]


def test_lines_at_the_usual_leading_are_one_column() -> None:
    (region,) = columns([*BELOW, *ABOVE])
    assert region.lines == (*ABOVE, *BELOW)
    assert (region.kind, region.box) == (RegionKind.PARAGRAPH, Box(50, 100, 190, 208))


def test_columns_beside_each_other_are_two() -> None:
    assert sizes(columns([*ABOVE, *block(TEXT, 204, 100, 4)])) == [4, 4]


@pytest.mark.parametrize(("gap", "count"), [(6.0, 1), (10.0, 2), (14.0, 2)])
def test_a_wide_step_ends_a_column(gap: float, count: int) -> None:
    """Paragraphs may be parted by half a line, articles by more."""
    assert len(columns([*ABOVE, *block(TEXT, 50, 156 + gap, 4)])) == count


@pytest.mark.parametrize(("size", "count"), [(9.0, 1), (7.5, 2)])
def test_another_size_ends_a_column(size: float, count: int) -> None:
    assert len(columns([*ABOVE, *block(TEXT, 50, 156, 4, size)])) == count


def test_a_paragraphs_indent_and_short_last_line_stay_in_the_column() -> None:
    lines = [*ABOVE, line("放水。", 50, 156), line("石桥通车两岸的人走近了", 70, 170), *block(TEXT, 50, 184, 2)]
    assert sizes(columns(lines)) == [8]


def test_an_indented_line_after_a_last_line_of_one_character_stays() -> None:
    assert sizes(columns([*ABOVE, line("。", 50, 156), line("石桥通车两岸的人走近了许", 70, 170)])) == [6]


def test_a_signature_at_the_right_stays_and_another_text_there_does_not() -> None:
    assert sizes(columns([*ABOVE, line("市水务局", 150, 156)])) == [5]
    assert sizes(columns([*ABOVE, line("石桥通车两岸的人走近了许多", 120, 156)])) == [4, 1]


def test_a_heading_or_table_between_ends_a_column() -> None:
    lower = block(TEXT, 50, 159, 4)
    assert len(columns([*ABOVE, *lower], barriers=(Box(40, 150, 300, 158),))) == 2
    assert len(columns([*ABOVE, *lower], barriers=(Box(250, 150, 300, 158),))) == 1


def test_a_rule_between_ends_a_column() -> None:
    lower = block(TEXT, 50, 159, 4)
    assert len(columns([*ABOVE, *lower], rules=(horizontal(40, 300, 155),))) == 2
    assert len(columns([*ABOVE, *lower], rules=(horizontal(40, 60, 155),))) == 1, "a stroke under a word is no rule"
    assert len(columns([*ABOVE, *lower], rules=(horizontal(40, 300, 90),))) == 1


def test_a_frames_edge_ends_a_column() -> None:
    found = columns([*ABOVE, *BELOW], frames=(Box(45, 154, 300, 300),))
    assert [region.frame for region in found] == [None, Box(45, 154, 300, 300)]


def test_a_vertical_heading_that_begins_beside_a_line_ends_the_column_above() -> None:
    """The story under it is narrower: its headline stands at its left."""
    lower = block("石桥通车两岸的人走近", 90, 170, 4)
    heading = Box(50, 168, 80, 260)
    assert sizes(columns([*ABOVE, *lower], upright=(heading,))) == [4, 4]


def test_every_line_is_in_exactly_one_column() -> None:
    lines = [*ABOVE, *BELOW, *block(TEXT, 204, 103, 9), line("插", 60, 120, 8), line("另", 400, 700)]
    assert sorted(map(id, lines)) == sorted(id(one) for region in columns(lines) for one in region.lines)


def test_no_lines_are_no_columns() -> None:
    assert columns([]) == []


def test_a_byline_under_more_white_than_usual_begins_a_column() -> None:
    over, under = block(TEXT, 50, 100, 3), block(TEXT, 50, 162, 3)
    assert sizes(columns([*over, line("本报讯（记者王斌）今日", 70, 148), *under])) == [3, 4]
    assert sizes(columns([*over, line("湖城开渠放水两岸农户照", 70, 148), *under])) == [7]
    assert sizes(columns([*over, line("本报讯（记者王斌）今日", 70, 142), *block(TEXT, 50, 156, 3)])) == [7]


def test_digits_alone_tell_no_size_on_a_scan() -> None:
    """Their ink is lower than that of characters."""
    over = block(TEXT, 50, 100, 3)
    number, words = line("0000-0000000", 50, 144, 8), line("湖城开渠放水", 50, 144, 8)
    assert sizes(columns([*over, number])) == [4]
    assert sizes(columns([*over, words])) == [3, 1]
    assert sizes(column_regions([*over, number], BODY, (), (), (), (), 0.95)) == [3, 1]
