"""The order in which a person reads the stories of a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles.reading_order import reading_order
from pipeline.geometry import Box

BOXES = st.lists(
    st.builds(
        lambda x, y, width, height: Box(x, y, x + width, y + height),
        st.integers(0, 500),
        st.integers(0, 500),
        st.integers(0, 300),
        st.integers(0, 300),
    ),
    max_size=14,
)


def test_no_stories_have_no_order() -> None:
    assert reading_order([]) == []


def test_left_comes_before_right() -> None:
    assert reading_order([Box(200, 0, 300, 100), Box(0, 0, 100, 100)]) == [1, 0]


def test_left_comes_before_right_also_where_it_begins_lower() -> None:
    assert reading_order([Box(200, 0, 300, 100), Box(0, 30, 100, 130)]) == [1, 0]


def test_above_comes_before_below() -> None:
    assert reading_order([Box(0, 200, 100, 300), Box(0, 0, 100, 100)]) == [1, 0]


def test_a_story_over_the_whole_width_comes_before_those_under_it() -> None:
    assert reading_order([Box(0, 100, 100, 200), Box(150, 100, 300, 200), Box(0, 0, 300, 90)]) == [2, 0, 1]


def test_what_stands_higher_is_read_before_what_stands_lower_beside_it() -> None:
    """Stories are not columns: those of one row are read before those under them."""
    left, right = [Box(0, 0, 100, 90), Box(0, 100, 100, 190)], [Box(150, 0, 250, 90), Box(150, 100, 250, 190)]
    assert reading_order([right[0], left[1], right[1], left[0]]) == [3, 0, 1, 2]


def test_boxes_that_share_a_hair_are_beside_each_other() -> None:
    """A rule or a hanging mark reaches a point into the next column; that does not put a story over it."""
    assert reading_order([Box(99, 0, 200, 100), Box(0, 50, 100, 150)]) == [1, 0]


def test_stories_at_odds_come_from_the_top_left() -> None:
    """Apart from each other both ways: the higher one first, on one height the left one."""
    assert reading_order([Box(300, 200, 400, 280), Box(0, 0, 100, 80)]) == [1, 0]


@given(BOXES)
def test_every_story_has_one_place(boxes: list[Box]) -> None:
    assert sorted(reading_order(boxes)) == list(range(len(boxes)))


@given(st.permutations([Box(x, y, x + 90, y + 90) for x in (0, 100, 200) for y in (0, 100, 200)]))
def test_a_grid_of_stories_is_read_row_by_row(boxes: list[Box]) -> None:
    assert [boxes[index] for index in reading_order(boxes)] == sorted(boxes, key=lambda box: (box.y0, box.x0))


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_stories_under_each_other_are_read_downwards(heights: list[int]) -> None:
    tops = [sum(heights[:index]) for index in range(len(heights))]
    boxes = [Box(0, top, 100, top + height) for top, height in zip(tops, heights, strict=True)]
    turned = boxes[::-1]
    assert [turned[index] for index in reading_order(turned)] == boxes
