"""Frames: four rules around an article, told from the grids of tables."""

from __future__ import annotations

import pytest

from pipeline.geometry import Box
from pipeline.layout.frames import find_frames, frame_of
from tests.hand_set import framed, grid_rulings, horizontal, vertical

STORY = Box(50, 50, 250, 150)


def test_four_rules_around_a_story_are_a_frame() -> None:
    assert find_frames(framed(STORY), [], 40) == (STORY,)


@pytest.mark.parametrize("missing", range(4))
def test_three_rules_are_none(missing: int) -> None:
    rules = framed(STORY)
    del rules[missing]
    assert find_frames(rules, [], 40) == ()


@pytest.mark.parametrize(("miss", "count"), [(2.0, 1), (8.0, 0)])
def test_corners_may_miss_each_other_by_a_hair(miss: float, count: int) -> None:
    rules = [*framed(STORY)[:2], vertical(50, 50 + miss, 150), vertical(250, 50, 150)]
    assert len(find_frames(rules, [], 40)) == count


def test_a_rule_that_goes_on_beyond_the_frame_closes_it() -> None:
    rules = [horizontal(0, 500, 50), horizontal(0, 500, 150), vertical(50, 50, 150), vertical(250, 50, 150)]
    assert find_frames(rules, [], 40) == (STORY,)


def test_a_tables_outline_is_no_frame() -> None:
    assert find_frames(framed(STORY), [STORY.grown(1)], 40) == ()


def test_a_frame_around_a_table_and_its_story_stays() -> None:
    assert find_frames(framed(STORY), [Box(60, 60, 240, 90)], 40) == (STORY,)


@pytest.mark.parametrize(("smallest", "count"), [(40, 1), (120, 0)])
def test_a_frame_as_small_as_a_seal_is_none(smallest: float, count: int) -> None:
    assert len(find_frames(framed(STORY), [], smallest)) == count


def test_frames_come_smallest_first_and_a_box_belongs_to_the_smallest_around_it() -> None:
    outer, inner = Box(0, 0, 500, 500), STORY
    frames = find_frames([*framed(outer), *framed(inner)], [], 40)
    assert frames == (inner, outer)
    assert frame_of(Box(60, 60, 100, 70), frames) == inner
    assert frame_of(Box(300, 300, 340, 310), frames) == outer
    assert frame_of(Box(600, 300, 640, 310), frames) is None


def test_two_boxes_that_share_a_side_are_two_frames() -> None:
    frames = find_frames(grid_rulings([50, 250, 450], [50, 150]), [], 40)
    assert frame_of(Box(60, 60, 100, 70), frames) == STORY
    assert frame_of(Box(260, 60, 300, 70), frames) == Box(250, 50, 450, 150)
