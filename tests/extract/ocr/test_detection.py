"""The bands of a page that is looked through for lines."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ocr.detection import LARGEST_BAND, _bands, _once
from pipeline.geometry import Box


def test_a_small_page_is_one_band() -> None:
    assert list(_bands(600, 400, 156.0)) == [(0, 600)]


def test_a_page_over_the_bound_is_cut_into_bands_of_one_height() -> None:
    assert list(_bands(2146, 1536, 156.0)) == [(0, 1151), (995, 2146)]


@given(st.integers(1, 6000), st.integers(1, 6000), st.floats(1, 300))
def test_bands_cover_the_page_overlap_and_are_bounded(height: int, width: int, overlap: float) -> None:
    bands = list(_bands(height, width, overlap))
    assert (bands[0][0], bands[-1][1]) == (0, height)
    assert all(top < bottom for top, bottom in bands)
    assert all(upper[1] - lower[0] >= round(overlap) for upper, lower in pairwise(bands))
    assert all((bottom - top) * width <= max(LARGEST_BAND, (2 * overlap + 1) * width) for top, bottom in bands)


def test_a_line_that_two_bands_found_is_one_and_the_whole_one_is_kept() -> None:
    whole, cut = Box(100, 40, 400, 70), Box(100, 40, 380, 62)
    assert _once([(cut, True), (whole, False)]) == [whole]


def test_lines_that_touch_are_two() -> None:
    upper, lower = Box(100, 40, 400, 70), Box(100, 66, 400, 96)
    assert _once([(upper, False), (lower, False)]) == [upper, lower]


def test_the_parts_of_a_vertical_line_that_bands_cut_are_one() -> None:
    assert _once([(Box(100, 40, 130, 300), True), (Box(100, 280, 130, 600), True)]) == [Box(100, 40, 130, 600)]


def test_nothing_found_is_nothing() -> None:
    assert _once([]) == []


def _one_by_one(found: list[tuple[Box, bool]]) -> list[Box]:
    kept: list[Box] = []
    for box, _ in sorted(found, key=lambda pair: (pair[1], -pair[0].area)):
        if all(box.intersection_area(other) < 0.6 * min(box.area, other.area) for other in kept):
            kept.append(box)
    return kept


SIDE = st.integers(1, 40)
BOXES = st.builds(lambda x, y, width, height: Box(x, y, x + width, y + height), SIDE, SIDE, SIDE, SIDE)


@given(st.lists(BOXES, max_size=30))
def test_all_boxes_compared_at_once_are_those_compared_one_by_one(boxes: list[Box]) -> None:
    found = [(box, False) for box in boxes]
    assert _once(found) == _one_by_one(found)
