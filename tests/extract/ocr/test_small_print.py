"""Small print that the detector could not part: asked for again, and columns of single characters parted."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.extract.ocr.reading import LineReading, Pixels
from pipeline.extract.ocr.small_print import with_small_print
from pipeline.geometry import Box

TEXT = 26.0
"""Pixels of body text."""


class Detector:
    """Answers with the boxes it was given, where they lie within the picture; remembers how it was asked."""

    name, version = "fake", "0"

    def __init__(self, boxes: list[Box]) -> None:
        self.boxes, self.heights = boxes, list[float]()

    def find_lines(self, pixels: Pixels, text_height: float) -> list[Box]:
        assert pixels.size
        self.heights.append(text_height)
        return self.boxes

    def read_lines(self, pictures: object) -> list[LineReading]:
        raise AssertionError(f"nothing is read here: {pictures}")


def _page(boxes: list[Box]) -> Pixels:
    pixels = np.full((700, 900), 255, np.uint8)
    for box in boxes:
        x0, y0, x1, y1 = (int(value) for value in box)
        for x in range(x0, x1 - 6, 14):
            cv2.rectangle(pixels, (x, y0 + 4), (x + 9, y1 - 4), 0, 2)
    return pixels


BODY = [Box(40, 20 + 40.0 * n, 460, 46 + 40.0 * n) for n in range(4)]


def _rows(pitch: float, count: int = 8) -> list[Box]:
    """Words of two columns in rows."""
    return [Box(x, 250 + pitch * n, x + 60, 276 + pitch * n) for n in range(count) for x in (200.0, 400.0)]


def test_nothing_is_asked_where_everything_was_found() -> None:
    engine = Detector([])
    assert with_small_print(engine, _page(BODY), BODY, [], TEXT) == BODY
    assert engine.heights == []


def test_small_print_that_was_left_over_is_looked_for_in_its_own_size() -> None:
    words = [Box(200 + 90.0 * j, 300 + 18.0 * i, 240 + 90.0 * j, 317 + 18.0 * i) for i in range(8) for j in range(4)]
    engine = Detector([box.moved(-190, -292) for box in words])
    found = with_small_print(engine, _page([*BODY, *words]), BODY, [], TEXT)
    assert len(engine.heights) == 1
    assert engine.heights[0] < 0.75 * TEXT
    assert len(found) == len(BODY) + len(words)


def test_a_column_of_single_characters_is_parted_on_the_rows_beside_it() -> None:
    column = [Box(310, 250 + 34.0 * n, 326, 276 + 34.0 * n) for n in range(8)]
    upright = Box(306, 248, 330, 248 + 34.0 * 8)
    words = _rows(34)
    found = with_small_print(Detector([]), _page([*BODY, *words, *column]), [*BODY, *words, upright], [], TEXT)
    assert upright not in found
    assert len(found) == len(BODY) + len(words) + len(column)


def test_a_vertical_headline_beside_running_text_stays_one_line() -> None:
    characters = [Box(600, 20 + 47.0 * n, 640, 60 + 47.0 * n) for n in range(6)]
    upright = Box(596, 18, 644, 300)
    lines = [Box(660, 20 + 40.0 * n, 880, 46 + 40.0 * n) for n in range(8)]
    boxes = [*BODY, *lines, upright]
    assert with_small_print(Detector([]), _page([*BODY, *lines, *characters]), boxes, [], TEXT) == boxes
