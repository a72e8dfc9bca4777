"""Line pictures are read together, each once, and no picture's reading depends on those beside it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ocr.batches import LINE_HEIGHT, NARROWEST, NEW_SHAPE, WIDEST, batch_of, batches, line_width

WIDTHS = st.lists(st.integers(1, 160).map(lambda width: 8 * width + 16), max_size=60)


def test_pictures_of_one_width_are_read_together() -> None:
    assert batches({0: 96, 1: 640, 2: 96}) == [[1], [0, 2]]


def test_no_picture_makes_no_batch() -> None:
    assert batches({}) == []


def test_a_last_narrow_picture_is_named_again_and_a_wide_one_is_not() -> None:
    assert batches(dict.fromkeys(range(11), 96)) == [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 10]]
    assert batches(dict.fromkeys(range(3), 480)) == [[0, 1], [2]]


@given(WIDTHS)
def test_every_picture_is_in_a_batch_of_its_width_and_batches_are_bounded(widths: list[int]) -> None:
    found = batches(dict(enumerate(widths)))
    assert sorted({key for batch in found for key in batch}) == list(range(len(widths)))
    for batch in found:
        assert len({widths[key] for key in batch}) == 1
        assert len(batch) == 1 or len(batch) * widths[batch[0]] <= WIDEST
    again = sum(widths[key] for batch in found for key in batch) - sum(widths)
    assert 0 <= again <= NEW_SHAPE * len(set(widths))
    assert [widths[batch[0]] for batch in found] == sorted((widths[batch[0]] for batch in found), reverse=True)


@given(st.integers(2, 300), st.integers(2, 4000))
def test_a_picture_is_stretched_a_little_at_most(height: int, width: int) -> None:
    natural = max(NARROWEST, round(width * LINE_HEIGHT / height))
    assert natural <= line_width(np.empty((height, width), np.uint8)) < natural + 32


def test_a_batch_holds_each_picture_in_three_equal_channels_from_minus_one_to_one() -> None:
    black, white = np.zeros((30, 60), np.uint8), np.full((30, 60), 255, np.uint8)
    batch = batch_of([black, white])
    assert batch.shape == (2, 3, LINE_HEIGHT, 96)
    assert (batch[0] == -1).all()
    assert (batch[1] == 1).all()
