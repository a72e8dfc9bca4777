"""Rules and frames of a scanned page, by morphology: what stays of the ink when everything shorter than a rule is worn away.

Opening with a long thin kernel keeps straight strokes alone (the usual method since Gatos et al., "Automatic table detection in
document images", 2005). Strokes of large characters are long too: those that stand within a line of text are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ink import pieces
from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box

SHORTEST_RULE = 3.0
"""Heights of body text: the shortest rule that is looked for, the side of a table with two rows."""
THICKEST_RULE = 0.5
"""Heights of body text: a thicker bar is a picture or a tint."""
LONGEST_STROKE = 1.4
"""Heights of body text: no stroke of a body character is longer; pieces of rules are."""
LARGE_TYPE = 1.8
"""Heights of body text: strokes of smaller lines are too short to be taken for rules. The detector's boxes are half as high
again as their characters."""
WITHIN = 0.8
"""Of a rule's length: what lies within text lines to this part is strokes of their characters."""
EDGE = 0.08
"""Of a line's height: a rule this near its edge underlines it."""
BRIDGE = 0.25
"""Heights of body text that a broken rule may be interrupted by."""


def image_rulings(pixels: Pixels, text_height: float, lines: Sequence[Box]) -> list[Box]:
    """The rules of a page in pixels; ``lines`` are the boxes of its text lines."""
    ink = _ink(pixels, text_height)
    longer_than_strokes, bridge = max(6, round(LONGEST_STROKE * text_height)), max(1, round(BRIDGE * text_height))
    rules = []
    for across in (True, False):
        opening = cv2.getStructuringElement(cv2.MORPH_RECT, _size(longer_than_strokes, across))
        joining = cv2.getStructuringElement(cv2.MORPH_RECT, _size(bridge, across))
        strokes = cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_OPEN, opening), cv2.MORPH_CLOSE, joining)
        boxes = [piece.box for piece in pieces(np.asarray(strokes, dtype=np.uint8))]
        rules += [box for box in boxes if _is_rule(box, across, text_height)]
    large = [line for line in lines if min(line.width, line.height) >= LARGE_TYPE * text_height]
    return [rule for rule in rules if not _is_stroke(rule, large)]


def _ink(pixels: Pixels, text_height: float) -> NDArray[np.uint8]:
    """Ink as 255 on 0: darker than its surroundings."""
    window = 2 * round(1.5 * text_height) + 1
    ink: NDArray[np.uint8] = cv2.adaptiveThreshold(
        pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, window), 20
    )  # type: ignore[assignment]
    return ink


def _size(length: int, across: bool) -> tuple[int, int]:
    return (length, 1) if across else (1, length)


def _is_rule(box: Box, across: bool, text_height: float) -> bool:
    thickness, length = (box.height, box.width) if across else (box.width, box.height)
    return thickness <= max(3.0, THICKEST_RULE * text_height) and length >= max(4 * thickness, SHORTEST_RULE * text_height)


def _is_stroke(rule: Box, lines: Sequence[Box]) -> bool:
    """Whether a rule is made of strokes of characters: most of it lies within large lines of text, off their edges."""
    across = rule.width >= rule.height
    inside = 0.0
    for line in lines:
        if across and line.y0 + EDGE * line.height <= rule.y_middle <= line.y1 - EDGE * line.height:
            inside += max(0.0, rule.x_overlap(line))
        elif not across and line.x0 + EDGE * line.width <= rule.x_middle <= line.x1 - EDGE * line.width:
            inside += max(0.0, rule.y_overlap(line))
    return inside >= WITHIN * max(rule.width, rule.height)
