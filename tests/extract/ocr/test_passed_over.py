"""Words of a table that the detector passed over are found; dirt and what shines through is not."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.extract.ocr.passed_over import passed_over
from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box

TEXT = 26.0


def table_page(rows: int = 5, columns: int = 4) -> tuple[Pixels, list[Box]]:
    """A table of words without rules, and the boxes of its words."""
    page = np.full((700, 1000), 240, np.uint8)
    boxes = []
    for row in range(rows):
        for column in range(columns):
            x, y = 100 + 200 * column, 100 + 50 * row
            write(page, "36.4", x, y)
            boxes.append(Box(x - 4, y - 24, x + 74, y + 6))
    return page, boxes


def write(page: Pixels, text: str, x: int, y: int, grey: int = 30) -> None:
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, grey, 2)


def test_nothing_is_added_where_all_was_found() -> None:
    page, boxes = table_page()
    assert passed_over(page, boxes, [], TEXT) == []


def test_a_digit_in_row_and_column_of_a_table_is_found() -> None:
    page, boxes = table_page()
    missed = boxes.pop(9)
    page[int(missed.y0) : int(missed.y1), int(missed.x0) : int(missed.x1)] = 240
    write(page, "7", int(missed.x0) + 30, int(missed.y1) - 6)
    (box,) = passed_over(page, boxes, [], TEXT)
    assert missed.x0 <= box.x_middle <= missed.x1
    assert missed.y0 <= box.y_middle <= missed.y1


def test_ink_off_the_rows_and_columns_is_left() -> None:
    page, boxes = table_page()
    write(page, "7", 230, 520)
    write(page, "7", 230, 128)
    assert passed_over(page, boxes, [], TEXT) == []


def test_what_shines_through_and_what_rules_leave_is_no_word() -> None:
    page, boxes = table_page()
    missed, other = boxes.pop(9), boxes.pop(5)
    for box in (missed, other):
        page[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)] = 240
    write(page, "7", int(missed.x0) + 30, int(missed.y1) - 6, 200)
    rule = Box(other.x0 + 40, other.y0, other.x0 + 44, other.y1)
    page[int(rule.y0) : int(rule.y1), int(rule.x0) : int(rule.x1)] = 30
    assert passed_over(page, boxes, [rule], TEXT) == []


def test_a_page_with_hardly_a_word_has_none() -> None:
    page, boxes = table_page(1, 1)
    write(page, "7", 300, 100)
    assert passed_over(page, boxes, [], TEXT) == []
