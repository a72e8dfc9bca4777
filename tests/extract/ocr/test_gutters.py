"""Lines that reach over a gutter are parted there, and nowhere else."""

from __future__ import annotations

import numpy as np

from pipeline.extract.ocr.gutters import parted_at_gutters
from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box

HEIGHT, STEP = 36, 40
LEFT, RIGHT = (100, 520), (560, 980)


def columns(rows: int = 5) -> list[Box]:
    return [Box(x0, 100 + STEP * row, x1, 100 + STEP * row + HEIGHT) for row in range(rows) for x0, x1 in (LEFT, RIGHT)]


def printed(boxes: list[Box], gap: tuple[int, int] = (520, 560)) -> Pixels:
    page = np.full((600, 1100), 240, np.uint8)
    for box in boxes:
        for x in range(int(box.x0) + 4, int(box.x1) - 24, 28):
            if not gap[0] - 24 < x < gap[1]:
                page[int(box.y0) + 6 : int(box.y1) - 6, x : x + 22] = 30
    return page


def test_a_line_over_two_columns_is_parted() -> None:
    boxes = columns()
    merged = Box(LEFT[0], boxes[4].y0, RIGHT[1], boxes[4].y1)
    given = [*boxes[:4], merged, *boxes[6:]]
    found = parted_at_gutters(printed(given), given)
    assert len(found) == len(given) + 1
    assert all(box.x1 < 560 or box.x0 > 520 for box in found)


def test_sound_columns_stay_as_they_are() -> None:
    boxes = columns()
    assert parted_at_gutters(printed(boxes), boxes) == boxes


def test_a_headline_over_two_columns_is_not_parted() -> None:
    """Its ink goes on where the columns under it part."""
    boxes = [Box(LEFT[0], 60, RIGHT[1], 96), *columns()]
    assert parted_at_gutters(printed(boxes, (0, 0)), boxes) == boxes


def test_a_wide_gap_that_no_other_line_shares_is_no_gutter() -> None:
    line = Box(LEFT[0], 100, RIGHT[1], 136)
    assert parted_at_gutters(printed([line]), [line]) == [line]
