"""Short lines that the detector passes over: a single digit, a word of a table without rules, on a rough scan above all.

Only ink that stands as a table's words stand is taken: beside others in its row, under or over others in its column. Dirt, and
what shines through the paper, stands anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ink import pieces
from pipeline.extract.ocr.line_picture import SMOOTHING, contrast, cut
from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box

SHORT = 12.0
"""Heights of body text: a longer line is no word of a table."""
HIGHEST, LOWEST = 1.6, 0.45
"""Heights of body text: of such a line; marks of punctuation are lower."""
JOIN = 0.35
"""Heights of body text between the characters of a word, at most."""
SAME_ROW = 0.35
"""Heights of body text that the middles of a row differ by, at most."""
REACH = 14.0
"""Heights of body text to the neighbours in the column: six rows or so."""
NEIGHBOURS = 2
"""Lines that must stand in the same row, and as many in the same column."""
AS_DARK = 0.6
"""Of the usual contrast of the page's short lines: fainter ink shines through, or is dirt."""
SAMPLE = 200
"""Lines that the usual contrast is measured on."""


def passed_over(pixels: Pixels, found: Sequence[Box], rules: Sequence[Box], text_height: float) -> list[Box]:
    """The boxes of short lines among ``found``, the detector's, that it left out; all in pixels of the page."""
    short = [box for box in found if box.width <= SHORT * text_height and box.height <= HIGHEST * 1.5 * text_height]
    if len(short) < 2 * NEIGHBOURS:
        return []
    usual = median(contrast(cut(pixels, box)) for box in short[:: max(1, len(short) // SAMPLE)])
    left = ink_of(pixels, text_height, AS_DARK * usual)
    for box in (*found, *(rule.grown(0.15 * text_height) for rule in rules)):
        left[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1] = 0
    words = cv2.morphologyEx(left, cv2.MORPH_CLOSE, np.ones((1, max(2, round(JOIN * text_height))), np.uint8))
    return [
        box.grown(0.15 * text_height)
        for box in (piece.box for piece in pieces(np.asarray(words, np.uint8)))
        if LOWEST * text_height <= box.height <= HIGHEST * text_height
        and box.width <= SHORT * text_height
        and _stands_in_a_table(box, short, text_height)
        and contrast(cut(pixels, box.grown(0.3 * text_height))) >= AS_DARK * usual
    ]


def ink_of(pixels: Pixels, text_height: float, dark: float) -> NDArray[np.uint8]:
    """Ink as 255 on 0: of this contrast with its surroundings, in grey levels, or half of it, as the edges of a stroke have."""
    smooth = cv2.GaussianBlur(pixels, (0, 0), SMOOTHING)
    window = 2 * round(1.5 * text_height) + 1
    ink = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, window), 0.5 * dark)
    return np.asarray(ink, dtype=np.uint8)


def _stands_in_a_table(box: Box, short: Sequence[Box], text_height: float) -> bool:
    in_row = sum(abs(other.y_middle - box.y_middle) <= SAME_ROW * text_height for other in short)
    if in_row < NEIGHBOURS:
        return False
    in_column = sum(
        other.x0 - 0.5 * text_height <= box.x_middle <= other.x1 + 0.5 * text_height
        and abs(other.y_middle - box.y_middle) <= REACH * text_height
        for other in short
    )
    return in_column >= NEIGHBOURS
