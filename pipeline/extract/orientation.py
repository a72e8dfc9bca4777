"""Which way up a page is.

Lines tell whether it lies on its side. Punctuation tells the rest: in horizontal setting 。，、 and the decimal point stand low
in their line, and a full-width mark at the left of its square; in vertical setting it stands at the upper right (GB/T 15834
and CLREQ 3.1.4, "positions of punctuation marks").
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.extract.ink import Mask, ink, turned_by, without_rules
from pipeline.extract.lettering import Boxes, Lettering, character_size, lines_across
from pipeline.extract.picture import Grey

WORKING_SIZE = 24.0
"""Pixels of a character in the cuttings that are looked at: 9 points at 200 dpi; a comma has 6."""
CUTTING = 42
"""Characters along a side of a cutting."""
FEWEST_CUTTINGS, MOST_CUTTINGS = 2, 8
WINDOW, DARKER = 51, 30
"""What is ink in a cutting. On rough scans 77 to 94 % of the marks then stand where they should; with the smaller window and
the lower step of ``ink.ink``, 60 to 85 % (BENCHMARKS.md, "preparation")."""
RULE = 84
"""Pixels of a cutting: a longer straight stroke is a rule."""
CERTAIN = 3.0
"""Standard deviations of a fair coin that the marks must be off by."""
FULL_WIDTH, NEARLY_ALL = 0.3, 0.85
"""Of the marks that stand low or high, how many stand left or right where they are set full width; and of these on one side."""
_JOIN = 1.3
"""Characters: a line stays in one piece across its punctuation."""
_MARK_WIDTH, _MARK_HEIGHT, _MARK_GAP = (0.08, 0.45), 0.5, 0.25
_OFF_MIDDLE, _OFF_CENTRE = 0.12, 0.15


@dataclass(frozen=True, slots=True)
class Marks:
    """How the small marks within lines stand, as the picture lies."""

    low: int = 0
    high: int = 0
    left: int = 0
    right: int = 0

    def __add__(self, other: Marks) -> Marks:
        return Marks(self.low + other.low, self.high + other.high, self.left + other.left, self.right + other.right)

    @property
    def upright(self) -> bool | None:
        """Whether most stand low; None where they do not say."""
        return _most(self.low, self.high)

    @property
    def leftward(self) -> bool | None:
        """Whether nearly all stand at the left; None where they do not say: half-width marks stand anywhere."""
        both = self.left + self.right
        if both < FULL_WIDTH * (self.low + self.high) or max(self.left, self.right) < NEARLY_ALL * both:
            return None
        return _most(self.left, self.right)


def _most(one: int, other: int) -> bool | None:
    if one == other or (one - other) ** 2 < CERTAIN**2 * (one + other):
        return None
    return one > other


def quarters_to_turn(marks: Marks, down: bool, landscape: bool) -> int | None:
    """How many quarters clockwise to turn the page so that it is upright; None where nothing tells.

    ``marks`` are those of the picture with its lines across: where the lines run ``down``, of the picture turned clockwise
    once. There the marks tell apart a page on its side from one set vertically; where they do not, a sheet wider than high is
    taken to lie on its side: newspaper pages are higher than wide.
    """
    if not down:
        return None if marks.upright is None else 0 if marks.upright else 2
    if marks.upright is None:
        return None
    vertical = not landscape if marks.leftward is None else marks.leftward is not marks.upright
    if vertical:
        return 0 if marks.upright else 2
    return 1 if marks.upright else 3


def marks_of(pixels: Grey) -> Marks:
    """The marks of a cutting whose lines run across and whose characters are about ``WORKING_SIZE`` pixels high."""
    mask = without_rules(ink(pixels, WINDOW, DARKER), RULE)
    size = character_size(mask)
    if not 0.5 * WORKING_SIZE < size < 2 * WORKING_SIZE:
        return Marks()
    marks = Marks()
    for x, y, width, height in lines_across(mask, size, _JOIN):
        marks += _marks_of_line(mask[y : y + height, x : x + width], size)
    return marks


def _marks_of_line(line: Mask, size: float) -> Marks:
    """The small pieces of a line with room beside them."""
    edges = np.flatnonzero(np.diff(np.pad(line.any(axis=0).astype(np.int8), 1)))
    starts, ends = edges[::2], edges[1::2]
    widths = ends - starts
    marks = Marks()
    for index in np.flatnonzero((widths <= _MARK_WIDTH[1] * size) & (widths >= _MARK_WIDTH[0] * size)):
        if not 0 < index < len(starts) - 1:
            continue
        before, after = starts[index] - ends[index - 1], starts[index + 1] - ends[index]
        rows = np.flatnonzero(line[:, starts[index] : ends[index]].any(axis=1))
        if max(before, after) < _MARK_GAP * size or rows[-1] - rows[0] >= _MARK_HEIGHT * size:
            continue
        below = ((rows[0] + rows[-1] + 1) / 2 - line.shape[0] / 2) / size
        room = (after - before) / size
        marks += Marks(int(below > _OFF_MIDDLE), int(below < -_OFF_MIDDLE), int(room > _OFF_CENTRE), int(room < -_OFF_CENTRE))
    return marks


def picture_marks(pixels: Grey, lettering: Lettering) -> Marks:
    """The marks of a level page, from as few cuttings as make them certain; on its side the page is turned clockwise first."""
    down = lettering.runs_down
    pixels, lines = (turned_by(pixels, 1), _turned_lines(lettering)) if down else (pixels, lettering.across)
    scale = WORKING_SIZE / lettering.character
    marks = Marks()
    for number, (x, y, side) in enumerate(_cuttings(lines, lettering.size)):
        if number >= FEWEST_CUTTINGS and marks.upright is not None and (not down or marks.leftward is not None):
            break
        left, top, far = (round(value * lettering.factor) for value in (x, y, side))
        cutting = pixels[top : top + far, left : left + far]
        if min(cutting.shape) < 2 * WORKING_SIZE:
            continue
        if not 0.8 < scale < 1.25:
            method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            cutting = np.asarray(cv2.resize(cutting, None, fx=scale, fy=scale, interpolation=method), np.uint8)
        marks += marks_of(cutting)
    return marks


def _turned_lines(lettering: Lettering) -> Boxes:
    """The boxes of lines that run down, on the picture turned clockwise once."""
    lines = lettering.down.copy()  # on the transposed picture: x down, y across
    lines[:, 0], lines[:, 1] = lettering.mask.shape[0] - lines[:, 0] - lines[:, 2], lettering.down[:, 1]
    return lines


def _cuttings(lines: Boxes, size: float) -> list[tuple[int, int, int]]:
    """Squares (x, y, side) of the picture with the most lines of text in them."""
    side = max(1, int(CUTTING * size))
    held: Counter[tuple[int, int]] = Counter()
    for x, y, width, height in lines.tolist():
        held[(x + width // 2) // side, (y + height // 2) // side] += width
    best = sorted(held, key=lambda place: (-held[place], place))[:MOST_CUTTINGS]
    return [(column * side, row * side, side) for column, row in best]
