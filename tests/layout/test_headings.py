"""Headings: what is set larger than the body, and what of it stands over one article."""

from __future__ import annotations

import pytest

from pipeline.geometry import Box
from pipeline.layout.headings import heading_regions, split_headings
from pipeline.layout.measures import Measures
from pipeline.model import RegionKind, TextLine
from tests.hand_set import horizontal, line

BODY = Measures(10.0, 14.0)


def groups(
    *lines: TextLine, frames: tuple[Box, ...] = (), rules: tuple[tuple[float, float, float], ...] = ()
) -> list[list[str]]:
    regions = heading_regions(lines, frames, [horizontal(*rule) for rule in rules])
    assert all(region.kind is RegionKind.HEADING for region in regions)
    return [[one.text for one in region.lines] for region in regions]


# --- what is a heading


@pytest.mark.parametrize(("size", "heading"), [(10.0, False), (10.5, False), (11.7, True), (24.0, True)])
def test_a_heading_is_set_larger_than_the_body(size: float, heading: bool) -> None:
    one = line("湖城开渠", 50, 50, size)
    assert split_headings([one], BODY) == (([one], []) if heading else ([], [one]))


def test_columns_of_a_vertical_headline_read_from_the_right() -> None:
    right, left = line("河东中学", 80, 50, 20, vertical=True), line("开放校园", 50, 50, 20, vertical=True)
    ((joined,), others) = split_headings([left, right], BODY)
    assert (joined.text, joined.vertical, others) == ("河东中学开放校园", True, [])
    assert joined.box == Box(50, 50, 100, 130)


def test_the_last_short_column_of_a_vertical_headline_belongs_to_it() -> None:
    right, tail = line("河东中学开放", 80, 50, 20, vertical=True), line("农", 50, 50, 20)
    ((joined,), _) = split_headings([right, tail], BODY)
    assert joined.text == "河东中学开放农"


@pytest.mark.parametrize(("x", "top", "size"), [(20, 50, 20.0), (50, 120, 20.0), (50, 50, 16.0)])
def test_vertical_headlines_apart_stay_two(x: float, top: float, size: float) -> None:
    """Too far to the left, too far down, or in another size."""
    right, other = line("河东中学", 100, 50, 20, vertical=True), line("石桥通车", x, top, size, vertical=True)
    headings, _ = split_headings([right, other], BODY)
    assert sorted(one.text for one in headings) == sorted(["河东中学", "石桥通车"])


# --- what stands over one article


def test_kicker_and_headline_are_one_heading() -> None:
    assert groups(line("家门口的新鲜事", 90, 50, 14), line("湖城开渠放水浇地", 60, 70, 24)) == [
        ["家门口的新鲜事", "湖城开渠放水浇地"]
    ]


@pytest.mark.parametrize(("top", "count"), [(80, 1), (140, 2)])
def test_lines_far_below_each_other_are_two_headings(top: float, count: int) -> None:
    assert len(groups(line("湖城开渠", 50, 50, 24), line("石桥通车", 50, top, 24))) == count


@pytest.mark.parametrize(("x", "count"), [(50, 1), (62, 1), (300, 2)])
def test_lines_of_one_heading_share_a_middle_or_a_left_edge(x: float, count: int) -> None:
    assert len(groups(line("湖城开渠放水", 50, 50, 24), line("浇地", x, 80, 24))) == count


def test_headings_beside_each_other_are_two() -> None:
    assert groups(line("湖城开渠", 50, 50, 24), line("石桥通车", 200, 50, 24)) == [["湖城开渠"], ["石桥通车"]]


def test_a_rule_between_parts_them() -> None:
    lines = (line("湖城开渠", 50, 50, 24), line("石桥通车", 50, 84, 24))
    assert groups(*lines, rules=((40, 150, 79),)) == [["湖城开渠"], ["石桥通车"]]
    assert len(groups(*lines, rules=((300, 500, 79),))) == 1
    assert len(groups(*lines, rules=((40, 150, 40),))) == 1


def test_a_frame_parts_them() -> None:
    lines = (line("湖城开渠", 50, 50, 24), line("石桥通车", 50, 84, 24))
    assert len(groups(*lines, frames=(Box(40, 80, 400, 200),))) == 2


def test_a_vertical_headline_stands_alone() -> None:
    upright, over = line("河东中学", 50, 70, 20, vertical=True), line("家门口的新鲜事", 40, 50, 14)
    assert groups(over, upright) == [["家门口的新鲜事"], ["河东中学"]]
