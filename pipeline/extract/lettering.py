"""The lettering of a page, seen as pieces of ink: how large it is, and which way its lines run."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ink import Mask, ink, reduced, turned_by, without_rules
from pipeline.extract.picture import Grey

SIDE = 2200
"""Pixels of the longer side of the picture to measure on: a broadsheet's characters have 12 there."""
RULE = 60
"""Pixels at ``SIDE``: a longer straight stroke is a rule."""
SMALLEST_CHARACTER, LARGEST_CHARACTER = 5, 150
STROKES_JOIN = 0.4
"""Characters: characters of a line stand closer together than this, lines farther apart. With it, thousands of characters of
lines are found along the true direction and none across it (BENCHMARKS.md, "preparation")."""
LINE_HEIGHT = (0.6, 1.6)
SHORTEST_LINE = 3.0
FEWEST_LINES = 10

Boxes = NDArray[np.int32]
"""A row a box: x, y, width, height."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """What was measured, on a picture ``factor`` times smaller; ``size`` is the height of a character there, 0 without text."""

    mask: Mask
    """The ink without rules."""
    size: float
    across: Boxes
    """Lines of text that run across the picture."""
    down: Boxes
    """Lines that run down it, measured on the transposed mask."""
    factor: float

    @property
    def is_text(self) -> bool:
        return max(len(self.across), len(self.down)) >= FEWEST_LINES

    @property
    def runs_down(self) -> bool:
        return bool(self.down[:, 2].sum() > self.across[:, 2].sum())

    @property
    def character(self) -> float:
        """The height of a character in pixels of the picture itself, 0 where there is no text."""
        return self.size * self.factor if self.is_text else 0.0

    def turned(self, quarters: int) -> Lettering:
        """The lettering of the picture turned clockwise; only number and length of the lines stay true."""
        across, down = (self.down, self.across) if quarters % 2 else (self.across, self.down)
        return replace(self, mask=turned_by(self.mask, quarters), across=across, down=down)


def lettering_of(pixels: Grey) -> Lettering:
    """The lettering of a level picture."""
    small = reduced(pixels, SIDE)
    mask = without_rules(ink(small.pixels), RULE)
    size = character_size(mask)
    return Lettering(mask, size, lines_across(mask, size), lines_across(np.ascontiguousarray(mask.T), size), small.factor)


def character_size(mask: Mask) -> float:
    """The height in pixels of a character of body text, or 0 where nothing looks like one.

    It is the median size of all pieces of ink, each counted by its area: whole characters outweigh their parts, body text
    outweighs headlines.
    """
    _, _, pieces, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    widths, heights = pieces[1:, cv2.CC_STAT_WIDTH], pieces[1:, cv2.CC_STAT_HEIGHT]
    sizes = np.maximum(widths, heights)
    like = (sizes >= SMALLEST_CHARACTER) & (sizes < LARGEST_CHARACTER) & (np.minimum(widths, heights) >= 3)
    if not like.any():
        return 0.0
    sizes, areas = sizes[like], (widths * heights)[like]
    order = np.argsort(sizes, kind="stable")
    weight = np.cumsum(areas[order])
    return float(sizes[order][np.searchsorted(weight, weight[-1] / 2)])


def lines_across(mask: Mask, size: float, join: float = STROKES_JOIN) -> NDArray[np.int32]:
    """The boxes (x, y, width, height) of what looks like lines of text that run across the picture."""
    if size == 0:
        return np.zeros((0, 4), np.int32)
    kernel = np.ones((1, max(2, int(join * size))), np.uint8)
    _, _, pieces, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), connectivity=4)
    boxes = pieces[1:, : cv2.CC_STAT_AREA]
    widths, heights = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
    low, high = LINE_HEIGHT
    return np.asarray(boxes[(heights >= low * size) & (heights <= high * size) & (widths >= SHORTEST_LINE * size)], np.int32)
