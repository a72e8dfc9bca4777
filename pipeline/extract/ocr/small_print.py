"""Print that the detector could not part, looked at once more.

The page is brought to the detector in one size, at which body text is found best. Type much smaller than that runs together:
whole tables of 5 point type are not seen, or their columns are taken for vertical lines. Where such ink is left over, the
detector is asked again, in a size that suits it; and an upright line whose characters stand on the rows of a table is parted
into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from pipeline.extract.ink import pieces
from pipeline.extract.ocr.line_picture import contrast, cut
from pipeline.extract.ocr.passed_over import AS_DARK, SAMPLE, SHORT, ink_of
from pipeline.extract.ocr.reading import Engine, Pixels
from pipeline.geometry import Box, union

UPRIGHT = 2.0
"""How much higher than wide a line is that may be a column of a table."""
SMALLEST, SMALL = 0.2, 0.75
"""Heights of body text: of the marks of small print."""
LARGEST = 4.0
"""Heights of body text in both directions: such a mark is of a picture."""
REACH = (5.0, 1.0)
"""Heights of body text, sideways and down, from one mark of small print to the next."""
FEWEST_MARKS, FEWEST_ROWS = 16, 3
KNOWN = 0.3
"""Of a box that another covers for it to be no new one."""
WORD = 6.0
"""Heights of body text: of the words that make a row of a table; lines of running text are longer."""
SAME_ROW, BESIDE = 0.35, 2
"""Of a row's height by which the words in it differ, and how many make a row."""
ON_ROWS = 0.8
"""Of the characters of an upright line that stand on rows of words beside it: a headline's stand anywhere."""


def with_small_print(
    engine: Engine, pixels: Pixels, found: Sequence[Box], rules: Sequence[Box], text_height: float
) -> list[Box]:
    """The boxes of lines as found, upright ones that are columns of a table parted, and those of smaller print that was left
    over; all in pixels of the page."""
    boxes = list(found)
    columns = [box for box in boxes if box.height >= UPRIGHT * box.width and box.width <= 2 * text_height]
    sure = [box for box in boxes if box not in columns]
    if not sure:
        return boxes
    dark = AS_DARK * median(contrast(cut(pixels, box)) for box in sure[:: max(1, len(sure) // SAMPLE)])
    for region, height in _regions(pixels, sure, rules, text_height, dark):
        near = region.grown(height)
        left, top = max(0, int(near.x0)), max(0, int(near.y0))
        crop = np.ascontiguousarray(pixels[top : int(near.y1) + 1, left : int(near.x1) + 1])
        seen = [box.moved(left, top) for box in engine.find_lines(crop, height)]
        new = [box for box in seen if not any(box.intersection_area(other) > KNOWN * box.area for other in sure)]
        level = [box for box in new if box.height < UPRIGHT * box.width]
        if len(level) < FEWEST_ROWS:
            continue
        boxes = [box for box in boxes if not (box in columns and sum(box.contains_middle_of(one) for one in level) > 1)]
        boxes += [box for box in new if not any(box.intersection_area(other) > KNOWN * box.area for other in boxes)]
    return _parted(pixels, boxes, text_height, dark)


def _regions(
    pixels: Pixels, sure: Sequence[Box], rules: Sequence[Box], text_height: float, dark: float
) -> list[tuple[Box, float]]:
    """Where small marks stand together in rows outside the lines, and how high a character of them is."""
    ink = ink_of(pixels, text_height, dark)
    for box in (*(box.grown(0.15 * text_height) for box in sure), *(rule.grown(0.15 * text_height) for rule in rules)):
        ink[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1] = 0
    found = pieces(ink)
    pictures = [each.box for each in found if min(each.width, each.height) > LARGEST * text_height]
    small = [
        each for each in found if SMALLEST * text_height <= each.height <= SMALL * text_height and each.width <= 2 * text_height
    ]
    if len(small) < FEWEST_MARKS:
        return []
    marks = [each.box for each in small]
    drawn = cv2.drawContours(np.zeros_like(ink), [each.outline for each in small], -1, 255, cv2.FILLED)
    around = cv2.dilate(drawn, np.ones(tuple(max(1, round(each * text_height)) for each in REACH[::-1]), np.uint8))
    regions = []
    for cluster in (piece.box for piece in pieces(np.asarray(around, np.uint8))):
        mine = [mark for mark in marks if cluster.contains_middle_of(mark)]
        if len(mine) < FEWEST_MARKS or any(cluster.contains_middle_of(box) for box in pictures) or _rows(mine) < FEWEST_ROWS:
            continue
        regions.append((union(mine), 1.2 * float(np.percentile([mark.height for mark in mine], 75))))
    return regions


def _rows(marks: Sequence[Box]) -> int:
    """In how many rows marks stand: bands that no other's height crosses."""
    rows, bottom = 0, float("-inf")
    for mark in sorted(marks, key=lambda mark: mark.y0):
        rows += mark.y0 > bottom
        bottom = max(bottom, mark.y1)
    return rows


def _parted(pixels: Pixels, boxes: Sequence[Box], text_height: float, dark: float) -> list[Box]:
    """Upright lines parted into their characters where these stand on the rows of short lines beside them."""
    short = [box for box in boxes if box.height < UPRIGHT * box.width and box.width <= WORD * text_height]
    parted = []
    for box in boxes:
        pieces = _characters(pixels, box, short, text_height, dark) if box.height >= UPRIGHT * box.width else [box]
        new = pieces if len(pieces) == 1 else [each for each in pieces if not _is_known(each, boxes, but=box)]
        parted += new
    return parted


def _is_known(box: Box, boxes: Sequence[Box], but: Box) -> bool:
    return any(box.contains_middle_of(other) for other in boxes if other is not but)


def _characters(pixels: Pixels, box: Box, short: Sequence[Box], text_height: float, dark: float) -> list[Box]:
    """The box itself, or one for each row beside it in which it has ink."""
    left, top, right, bottom = (max(0, int(value)) for value in box)
    marks = np.flatnonzero(ink_of(pixels[top:bottom, left:right], text_height, dark).any(axis=1))
    runs = np.split(marks, np.flatnonzero(np.diff(marks) > 1) + 1) if len(marks) else []
    reach = SHORT * text_height
    near = [each for each in short if each.y_overlap(box) > 0 and max(each.x0 - box.x1, box.x0 - each.x1) <= reach]
    rows = _rows_of(near)
    if len(rows) < FEWEST_ROWS:
        return [box]
    size = min(median(each.height for each in near), *(below - above for above, below in pairwise(rows)))
    found: dict[float, list[Box]] = {}
    for run in runs:
        piece = Box(box.x0, top + float(run[0]), box.x1, top + float(run[-1] + 1))
        row = min(rows, key=lambda middle: abs(middle - piece.y_middle))
        if piece.height > size:
            return [box]
        found.setdefault(row if abs(row - piece.y_middle) <= 0.5 * size else piece.y_middle, []).append(piece)
    on_rows = sum(abs(union(pieces).y_middle - row) <= SAME_ROW * size for row, pieces in found.items() if row in rows)
    if on_rows < max(FEWEST_ROWS, ON_ROWS * len(found)):
        return [box]
    return [Box(box.x0, row - size / 2, box.x1, row + size / 2) for row in found if row in rows]


def _rows_of(near: Sequence[Box]) -> list[float]:
    """The middles of the rows in which at least two short lines stand."""
    rows: list[list[Box]] = []
    for box in sorted(near, key=lambda each: each.y_middle):
        if rows and box.y_middle - rows[-1][0].y_middle <= SAME_ROW * box.height:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [median(box.y_middle for box in row) for row in rows if len(row) >= BESIDE]
